FROM debian:bookworm-slim AS files
RUN mkdir /files

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
COPY --from=files / /all
