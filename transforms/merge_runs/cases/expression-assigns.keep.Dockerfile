FROM debian:bookworm-slim
SHELL ["/bin/bash", "-c"]
RUN [[ x=5 -eq 5 ]] && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
WORKDIR /x
RUN test -v "a[x=5]" || curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
