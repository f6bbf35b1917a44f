FROM node:22 AS build
COPY id_rsa /root/.ssh/
FROM node:22
COPY --from=build /app/.env /app/.env
COPY .env.example .npmrc.example /app/
