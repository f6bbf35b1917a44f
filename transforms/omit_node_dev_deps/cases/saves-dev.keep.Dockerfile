FROM node:20
WORKDIR /app
COPY package.json ./
RUN npm install --save-dev
CMD ["node", "index.js"]
