FROM node:20
WORKDIR /app
COPY package.json ./
RUN npm ci --production true
CMD ["node", "index.js"]
