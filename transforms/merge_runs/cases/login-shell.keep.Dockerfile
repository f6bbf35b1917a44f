FROM debian:bookworm-slim
SHELL ["/bin/bash", "-lc"]
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
