FROM node:20 AS base
COPY . .
RUN npm ci
CMD ["node", "server.js"]
FROM base
RUN npm run build
