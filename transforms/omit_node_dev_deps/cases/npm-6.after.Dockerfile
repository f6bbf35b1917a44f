FROM node:carbon-alpine
COPY . .
RUN npm install --only=production
CMD ["node", "server.js"]
