FROM node:22-bookworm-slim
ARG COMMIT_SHA
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN npm run build
LABEL revision=$COMMIT_SHA
