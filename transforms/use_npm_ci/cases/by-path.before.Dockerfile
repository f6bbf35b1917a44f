FROM node:20
WORKDIR /app
COPY package.json package-lock.json ./
RUN /usr/local/bin/npm install
