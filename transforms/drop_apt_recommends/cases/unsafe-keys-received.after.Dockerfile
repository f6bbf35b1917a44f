FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends dirmngr gnupg && gpg --recv-keys 0xABCDEF
