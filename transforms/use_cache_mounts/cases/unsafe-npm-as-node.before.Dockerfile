FROM node:22
USER node
WORKDIR /home/node/app
COPY --chown=node:node package*.json ./
RUN npm ci
CMD ["node", "server.js"]
