FROM debian:12
WORKDIR /src
RUN cd /build && curl -O https://example.com/a.tgz && tar xf a.tgz && cd / && rm -rf build
RUN curl -o b/a.tgz https://example.com/a.tgz && tar xf b/a.tgz && rm -rf b
RUN curl -O https://example.com/a.tgz && tar xf a.tgz && rm -rf /src/../src
