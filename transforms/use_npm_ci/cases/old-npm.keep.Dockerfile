FROM node:8.11
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install
