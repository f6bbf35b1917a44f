FROM debian:bookworm
COPY a.sh /a.sh
RUN --mount=type=cache,target=/c chmod 755 /a.sh
