FROM node:20-slim
RUN curl -o /tmp/node.txz https://example.org/node.txz && node --version && tar -xJf /tmp/node.txz -C /usr/local
RUN rm /tmp/node.txz && node --version
WORKDIR /x
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && make install
RUN curl -o /tmp/b.tgz https://example.org/b.tgz && rm /tmp/a.tgz
