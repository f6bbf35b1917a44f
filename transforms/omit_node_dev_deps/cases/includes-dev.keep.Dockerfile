FROM node:20
COPY . .
RUN npm ci --production --include=dev
CMD ["node", "server.js"]
