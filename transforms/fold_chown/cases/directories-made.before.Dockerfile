FROM node:20-bookworm
WORKDIR /app
COPY . .
RUN mkdir -p data/a && touch run.log && chown -R node:node /app
