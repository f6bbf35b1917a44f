FROM node:20-bookworm
COPY etc/ /etc/
COPY . /app
RUN chown -R node:node /app
