FROM node:latest
WORKDIR /srv/shop
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile
COPY . .
CMD ["node", "main.js"]
