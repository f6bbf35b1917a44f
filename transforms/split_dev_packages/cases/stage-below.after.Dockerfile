FROM node:20-bookworm-slim AS deps
WORKDIR /app
COPY package.json package-lock.json ./
RUN apt-get update && apt-get install -y --no-install-recommends g++ libgomp1 make python3 \
    && npm ci \
    && apt-get purge -y --auto-remove g++ make

FROM deps
COPY . .
CMD ["node", "server.js"]
