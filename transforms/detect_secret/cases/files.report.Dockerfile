FROM node:22
COPY .npmrc package.json ./
COPY --chown=node ./config/.env /app/.env
ADD id_rsa /root/.ssh/
