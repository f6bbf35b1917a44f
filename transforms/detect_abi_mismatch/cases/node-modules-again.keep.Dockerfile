FROM node:22 AS build
RUN npm ci
FROM node:22-alpine
COPY --from=build /app/node_modules /app/node_modules
RUN npm rebuild
FROM node:22-slim
COPY --from=build /app/node_modules /app/node_modules
FROM nginx:alpine
COPY --from=build /app/dist /usr/share/nginx/html
FROM nginx:alpine
COPY --from=build /app/node_modules /usr/share/nginx/html/node_modules
FROM scratch
COPY --from=build /app/node_modules /app/node_modules
