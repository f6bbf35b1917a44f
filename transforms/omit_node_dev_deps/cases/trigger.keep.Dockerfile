FROM node:20
WORKDIR /app
COPY package.json ./
RUN npm install
ONBUILD RUN gulp
CMD ["node", "index.js"]
