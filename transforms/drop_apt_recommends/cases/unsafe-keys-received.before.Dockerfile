FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y gnupg && gpg --recv-keys 0xABCDEF
