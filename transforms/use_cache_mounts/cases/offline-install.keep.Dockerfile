FROM node:22
WORKDIR /app
COPY package*.json ./
RUN npm ci
RUN rm -rf node_modules && npm ci --offline
