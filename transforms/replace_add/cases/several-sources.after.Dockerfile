FROM node:20
COPY package*.json tsconfig.json .npmrc ./
