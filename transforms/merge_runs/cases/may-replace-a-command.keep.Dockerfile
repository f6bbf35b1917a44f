FROM node:20-slim
RUN node --version > /tmp/old && tar -xJf /tmp/node.tar.xz -C /usr/local
RUN rm /tmp/old && node --version
WORKDIR /x
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && make install
RUN curl -o /tmp/b.tgz https://example.org/b.tgz && rm /tmp/a.tgz
