FROM debian:bookworm-slim AS build
COPY run.sh /run.sh

FROM debian:bookworm-slim
COPY run.sh /elsewhere/run.sh
COPY --from=build /run.sh /run.sh
CMD ["/run.sh"]
