FROM node:20-alpine
RUN apk add --no-cache make=4.4.1-r2
RUN npm ci
COPY server.js .
CMD ["node", "server.js"]
