FROM node:22-alpine

# everything
COPY --chown=node:node . /usr/src/app/

WORKDIR /usr/src/app
LABEL org.opencontainers.image.title=app
# what it needs
RUN npm ci --omit=dev && npm cache clean --force
# what it listens to
EXPOSE 3000
CMD ["node", "server.js"]
