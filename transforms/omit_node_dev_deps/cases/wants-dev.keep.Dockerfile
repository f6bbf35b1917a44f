FROM node:20
WORKDIR /app
COPY package.json ./
RUN npm install --production=false
RUN npm install --production false
CMD ["node", "index.js"]
