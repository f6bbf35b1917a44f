FROM node:20
WORKDIR /app
COPY package.json package-lock.json ./
COPY vendor/node_modules ./node_modules
RUN npm install
