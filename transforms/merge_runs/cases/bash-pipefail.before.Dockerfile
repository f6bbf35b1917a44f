FROM debian:bookworm-slim
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -fsSL https://example.org/key.gpg -o /tmp/key.gpg
RUN gpg --dearmor < /tmp/key.gpg > /etc/apt/keyrings/example.gpg && rm /tmp/key.gpg
