FROM node:22
RUN mkdir -p /app
COPY package.json package-lock.json /app
