FROM node:20-bookworm
COPY a /app/
# The server writes there.
RUN chown -R node:node /app
