FROM node:20 AS base
WORKDIR /app
ADD package.json ./
FROM base
ADD src/ src/
FROM nginx:1.27
ADD nginx.conf "/etc/nginx/nginx.conf"
ADD site/ $SITE/
ADD other/ other/
