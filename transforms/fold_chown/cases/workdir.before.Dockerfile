FROM node:20-bookworm
WORKDIR /app
COPY package.json .
COPY src src/
RUN chown -R node:node /app
USER node
