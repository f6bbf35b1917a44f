# syntax=docker/dockerfile:1
FROM node:22-slim
WORKDIR /app
RUN --mount=type=bind,source=package.json,target=package.json \
    --mount=type=bind,source=package-lock.json,target=package-lock.json \
    npm ci --omit=dev
COPY . .
RUN --mount=type=cache,target=/root/.cache/pip true
CMD ["node", "server.js"]
