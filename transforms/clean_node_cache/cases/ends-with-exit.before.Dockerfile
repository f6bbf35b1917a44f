FROM node:20
RUN npm install; exit 0
