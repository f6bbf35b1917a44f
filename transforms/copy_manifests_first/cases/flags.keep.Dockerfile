FROM node:22
WORKDIR /app
COPY --exclude=docs . .
RUN npm ci
