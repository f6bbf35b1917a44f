FROM registry.example.org/base
WORKDIR /app
COPY . .
RUN yarn --production && yarn cache clean
