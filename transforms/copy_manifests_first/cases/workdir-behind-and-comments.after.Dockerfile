FROM node:22-alpine

COPY --chown=node:node package.json package-lock.json /usr/src/app/

WORKDIR /usr/src/app
LABEL org.opencontainers.image.title=app
# what it needs
RUN npm ci --omit=dev && npm cache clean --force

# everything
COPY --chown=node:node . /usr/src/app/
# what it listens to
EXPOSE 3000
CMD ["node", "server.js"]
