# escape=`
FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz `
    https://example.org/a.tgz
RUN rm /tmp/a.tgz
