FROM node:20 AS build
COPY . .
RUN npm ci && npm run build
FROM node:20
COPY package.json package-lock.json ./
RUN npm ci
COPY --from=build dist dist
CMD ["node", "dist/server.js"]
