FROM node:20-bookworm
COPY --chown=node:node a /app/
# The server writes there.
RUN chown node:node /app
