FROM node:20
WORKDIR /app
COPY package.json ./
COPY docker-entrypoint.sh /
RUN npm install
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["node", "index.js"]
