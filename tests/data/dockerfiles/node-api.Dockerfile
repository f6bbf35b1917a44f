# The orders API
FROM node:20-bookworm-slim AS deps
WORKDIR /srv/orders
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    PORT=8080
WORKDIR /srv/orders
COPY --from=deps /srv/orders/node_modules ./node_modules
COPY . .
USER node
EXPOSE 8080
CMD ["node", "server.js"]
