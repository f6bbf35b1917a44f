FROM node:20-bookworm-slim AS api
# canvas is compiled.
RUN apt-get update \
    && apt-get install -y build-essential libcairo2-dev python3 \
    && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /srv/api && chown node:node /srv/api
WORKDIR /srv/api
USER node
COPY --chown=node:node package.json package-lock.json ./
RUN npm ci --omit=dev
COPY --chown=node:node . .
HEALTHCHECK CMD node health.js
CMD ["npm", "start"]
