FROM node:20
WORKDIR /app
COPY package.json package-lock.json ./
ARG PACKAGES
RUN npm install express
RUN npm install $PACKAGES
