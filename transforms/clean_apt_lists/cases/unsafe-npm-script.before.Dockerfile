FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
RUN npm ci && npm run system-deps
