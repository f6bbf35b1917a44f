FROM node:16-alpine
RUN apk add --no-cache tini
COPY . .
RUN npm install --omit=dev
ENTRYPOINT ["/sbin/tini", "--"]
CMD ["node", "index.mjs"]
