# syntax=docker/dockerfile:1
FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev
RUN --mount=type=cache,target=/root/.cache/pip true
CMD ["node", "server.js"]
