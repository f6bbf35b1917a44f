FROM node:20-bookworm
WORKDIR /app
COPY --chown=node:node package.json .
COPY --chown=node:node src src/
RUN chown node:node /app
USER node
