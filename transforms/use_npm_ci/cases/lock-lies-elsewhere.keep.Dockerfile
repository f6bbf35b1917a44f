FROM node:20
WORKDIR /app
COPY package.json package-lock.json /tmp/
RUN npm install
