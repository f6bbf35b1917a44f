FROM node:20
WORKDIR /app
COPY package.json ./
RUN npm install && cp node_modules/webpack/bin/webpack.js /usr/local/bin/webpack
CMD ["node", "index.js"]
