FROM node:20
RUN npm ci > /dev/null 2>&1
