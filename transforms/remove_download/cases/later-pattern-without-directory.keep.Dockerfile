FROM debian:12
RUN curl -O https://example.com/a.tgz && tar xf a.tgz
RUN rm *.tgz
