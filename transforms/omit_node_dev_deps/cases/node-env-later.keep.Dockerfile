FROM node:20
WORKDIR /app
COPY package.json ./
RUN npm install
ENV NODE_ENV=development
CMD ["node", "index.js"]
