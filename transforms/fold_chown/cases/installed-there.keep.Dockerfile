FROM node:20-bookworm
WORKDIR /app
COPY . /app
RUN npm ci
RUN chown -R node /app
