FROM node:20 AS deps
RUN npm ci
FROM deps
COPY --from=deps /root/.npm /root/.npm
