FROM node:20
RUN cd /tmp/x && npm install -g . && cd / && rm -rf /tmp/x
