FROM node:20-bookworm
WORKDIR /app
COPY package.json run.sh ./
RUN chown -R node:node /app
