FROM node:20
WORKDIR /app
COPY package.json ./
RUN export NODE_ENV=development && npm install
CMD ["node", "index.js"]
