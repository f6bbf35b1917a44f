FROM node:22
WORKDIR /srv
RUN npm ci && npm cache clean --force && poetry install && rm -rf ~/.cache/pypoetry/cache
