FROM debian:12
RUN curl -o /tmp/a.tgz https://example.com/a.tgz && tar xf /tmp/a.tgz -C /opt && rm -f /tmp/a.tgz
RUN tar xf /opt/*.tgz && rm -f /tmp/*.tgz && rm -rf /tmp/*
