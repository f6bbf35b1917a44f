FROM debian:bookworm
ARG V=1
RUN curl -o /tmp/a-$V.tgz https://example.org/a.tgz && tar xzf /tmp/a-$V.tgz
RUN wget https://example.org/a-$V.tgz && tar xzf a-$V.tgz
RUN curl -o "$(basename $V)" https://example.org/a.tgz
