FROM node:20
COPY . .
RUN npm ci
CMD ["node", "-r", "ts-node/register", "server.ts"]
