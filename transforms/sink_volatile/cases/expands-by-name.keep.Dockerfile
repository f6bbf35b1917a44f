FROM debian:bookworm-slim
SHELL ["/bin/bash", "-c"]
ARG VCS_REF
RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*; \
    name=VCS_; name+=REF; echo "${!name}" > /etc/revision
LABEL org.opencontainers.image.revision=$VCS_REF
