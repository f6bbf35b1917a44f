FROM node:20
RUN npm ci --cache /tmp/empty
