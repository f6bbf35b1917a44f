FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/${CHANNEL:=stable}/a.tgz
RUN rm /tmp/a.tgz
RUN for i in 1 2 3; do echo $i; done && curl -o /tmp/b.tgz https://example.org/b.tgz
RUN rm /tmp/b.tgz
