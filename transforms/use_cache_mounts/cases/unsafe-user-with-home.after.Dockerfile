FROM node:22
ENV HOME=/srv/app
RUN mkdir -p /srv/app && chown 1500:1500 /srv/app
USER 1500:1500
WORKDIR /srv/app
COPY package*.json ./
RUN --mount=type=cache,target=/srv/app/.npm,uid=1500,gid=1500 npm ci
CMD ["node", "server.js"]
