FROM node:20 AS build
COPY . .
RUN npm ci
FROM node:20
COPY --from=build /app /app
CMD ["node", "server.js"]
