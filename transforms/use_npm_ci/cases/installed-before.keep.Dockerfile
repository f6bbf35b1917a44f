FROM node:20
WORKDIR /app
RUN npm install express
COPY package.json package-lock.json ./
RUN npm install
