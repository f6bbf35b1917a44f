FROM node:20-bookworm-slim AS build
# canvas is compiled.
RUN apt-get update \
    && apt-get install -y build-essential libcairo2-dev python3 \
    && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /srv/api && chown node:node /srv/api
WORKDIR /srv/api
USER node
COPY --chown=node:node package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:20-bookworm-slim AS api
RUN apt-get update && apt-get install -y \
        libcairo-gobject2 \
        libcairo-script-interpreter2 \
        libcairo2 \
        libgomp1 \
        libice6 \
        libsm6 \
    && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /srv/api && chown node:node /srv/api
WORKDIR /srv/api
USER node
COPY --from=build /srv/api /srv/api
COPY --chown=node:node . .
HEALTHCHECK CMD node health.js
CMD ["npm", "start"]
