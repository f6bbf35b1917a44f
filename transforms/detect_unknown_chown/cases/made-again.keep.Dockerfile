FROM node:22-alpine
COPY --chown=node:node . /app
RUN deluser --remove-home node && adduser -D -u 1001 node
