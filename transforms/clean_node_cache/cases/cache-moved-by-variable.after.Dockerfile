FROM node:20
ENV npm_config_cache=/tmp/npm-cache
RUN npm ci && npm cache clean --force
