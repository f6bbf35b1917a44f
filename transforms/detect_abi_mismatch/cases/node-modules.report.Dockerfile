FROM node:22 AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
FROM node:22-alpine
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
