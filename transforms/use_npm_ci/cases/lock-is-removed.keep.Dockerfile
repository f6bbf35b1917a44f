FROM node:20
WORKDIR /app
COPY package.json package-lock.json ./
RUN rm -f package-lock.json
RUN npm install
