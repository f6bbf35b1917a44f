FROM node:20 AS deps
RUN npm ci --omit=dev
RUN npm install --omit=dev --no-audit
RUN npm ci --omit=dev --quiet
RUN npm ci --omit=dev
FROM deps
RUN npm run build
