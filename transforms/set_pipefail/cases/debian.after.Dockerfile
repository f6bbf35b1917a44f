FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# the tool itself
RUN curl -fsSL https://example.org/a.tgz | tar xz -C /opt
RUN echo "export A=1" > /etc/profile.d/a.sh
CMD ["/opt/a"]
