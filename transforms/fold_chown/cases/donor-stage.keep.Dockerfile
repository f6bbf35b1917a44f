FROM node:20-bookworm AS b
COPY . /app
RUN chown -R node:node /app

FROM debian:bookworm-slim
COPY --from=b /app/dist /srv
