FROM node:22
WORKDIR /app
COPY . .
USER node
RUN npm ci
