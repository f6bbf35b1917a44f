FROM node:22
WORKDIR /srv
RUN npm ci && poetry install && rm -rf ~/.cache/pypoetry/cache
