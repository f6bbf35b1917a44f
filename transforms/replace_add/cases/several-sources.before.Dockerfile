FROM node:20
WORKDIR /app
ADD package*.json tsconfig.json .npmrc ./
