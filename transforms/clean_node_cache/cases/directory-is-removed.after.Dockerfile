FROM node:20
RUN cd /tmp/x && npm install -g . && npm cache clean --force && cd / && rm -rf /tmp/x
