FROM node:22-slim
ENV NPM_CONFIG_CACHE=/opt/npm
RUN npm ci && chown -R node /app
USER node
RUN npm ci
