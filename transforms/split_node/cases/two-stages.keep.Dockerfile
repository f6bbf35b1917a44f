FROM node:22-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends g++ make python3
WORKDIR /app
COPY . .
RUN npm ci

FROM node:22-slim
WORKDIR /app
COPY --from=build /app /app
CMD ["node", "server.js"]
