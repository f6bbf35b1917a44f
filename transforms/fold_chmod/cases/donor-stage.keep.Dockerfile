FROM debian:bookworm AS build
COPY a.sh /a.sh
RUN chmod 755 /a.sh
FROM debian:bookworm
COPY --from=build /a.sh /a.sh
