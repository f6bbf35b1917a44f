FROM node:22
WORKDIR /app/client
COPY . /app
RUN npm ci
