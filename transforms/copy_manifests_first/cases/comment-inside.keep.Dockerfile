FROM node:22
WORKDIR /app
COPY . \
# to here
  .
RUN npm ci
