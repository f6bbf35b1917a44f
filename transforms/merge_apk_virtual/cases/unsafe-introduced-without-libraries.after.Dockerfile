FROM node:20-alpine
RUN apk add --no-cache --virtual .build-deps make=4.4.1-r2 && npm ci && apk del .build-deps
COPY server.js .
CMD ["node", "server.js"]
