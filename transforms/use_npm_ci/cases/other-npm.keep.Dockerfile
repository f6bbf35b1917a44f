FROM node:20
RUN npm install -g npm@5
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install
