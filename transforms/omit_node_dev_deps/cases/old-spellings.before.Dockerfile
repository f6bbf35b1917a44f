FROM node:20 AS deps
RUN npm ci --only=production
RUN npm install --production --no-audit
RUN npm ci --only prod --quiet
RUN npm ci --only=production --production
FROM deps
RUN npm run build
