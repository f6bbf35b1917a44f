FROM node:22
WORKDIR /srv/shop
COPY package.json package-lock.json ./
RUN npm ci && npm cache clean --force
COPY . .
RUN npm run build
CMD ["npm", "start"]
