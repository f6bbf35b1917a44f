FROM debian:bookworm
ADD src /app/src
ADD x.data /x
ADD entrypoint /entrypoint
