FROM debian:bookworm AS base
CMD ["apt-get", "install", "-y", "vim"]
FROM base
RUN apt-get update && apt-get install -y curl
