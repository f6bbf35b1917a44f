FROM node:20
COPY . .
RUN NODE_ENV=development npm ci
CMD ["node", "server.js"]
