FROM node:20-bookworm
COPY --chown=node:node . /app
CMD ["node", "/app"]
