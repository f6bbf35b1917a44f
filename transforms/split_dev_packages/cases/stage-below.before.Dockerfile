FROM node:20-bookworm-slim AS deps
WORKDIR /app
COPY package.json package-lock.json ./
RUN apt-get update && apt-get install -y --no-install-recommends g++ make python3
RUN npm ci

FROM deps
COPY . .
CMD ["node", "server.js"]
