FROM node:lts-slim AS base
FROM base
COPY . .
RUN npm install
CMD ["node", "server.js"]
