FROM node:20 AS build
RUN npm ci && npm cache clean --force
FROM nginx:1.27
COPY --from=build /app/dist /usr/share/nginx/html
