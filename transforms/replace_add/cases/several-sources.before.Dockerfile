FROM node:20
ADD package*.json tsconfig.json .npmrc ./
