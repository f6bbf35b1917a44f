FROM debian:12
RUN curl -o /tmp/a.tgz https://example.com/a.tgz && tar xf /tmp/a.tgz -C /tmp
RUN cd /tmp && mv *.tgz /srv
