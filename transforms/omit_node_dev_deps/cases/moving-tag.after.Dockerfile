FROM node:lts-slim AS base
FROM base
COPY . .
RUN npm install --omit=dev
CMD ["node", "server.js"]
