FROM node:20-bookworm
WORKDIR /app
COPY . .
RUN chown -Rf node:node .
