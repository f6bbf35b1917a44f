FROM node:20-bookworm
WORKDIR /app
COPY --chown=node:node . .
RUN mkdir -p data/a && touch run.log && chown node:node /app /app/data /app/data/a /app/run.log
