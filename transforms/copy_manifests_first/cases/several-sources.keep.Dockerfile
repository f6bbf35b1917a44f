FROM node:22
WORKDIR /app
COPY src lib ./
RUN npm ci
