FROM node:carbon-alpine
COPY . .
RUN npm install
CMD ["node", "server.js"]
