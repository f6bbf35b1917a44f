FROM node:22
WORKDIR /app
COPY . .
RUN ./configure
RUN npm ci
