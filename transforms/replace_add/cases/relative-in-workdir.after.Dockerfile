FROM node:20 AS base
WORKDIR /app
COPY package.json ./
FROM base
COPY src/ src/
FROM nginx:1.27
COPY nginx.conf "/etc/nginx/nginx.conf"
COPY site/ $SITE/
ADD other/ other/
