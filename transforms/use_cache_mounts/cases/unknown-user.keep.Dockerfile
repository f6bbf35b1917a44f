FROM node:22
RUN useradd -m app
USER app
WORKDIR /home/app
COPY package*.json ./
RUN npm ci
