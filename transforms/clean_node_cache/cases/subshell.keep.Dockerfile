FROM node:20
RUN (cd client && npm install) && npm run build
