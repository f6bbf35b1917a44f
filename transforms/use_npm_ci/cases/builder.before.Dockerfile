FROM node:20 AS build
WORKDIR /app
COPY package.json package-lock.json /app
RUN npm install
FROM nginx
COPY --from=build /app/dist /usr/share/nginx/html
