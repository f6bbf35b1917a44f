FROM node:20
WORKDIR /app
COPY package.json package-lock.json ./
ONBUILD RUN npm install
