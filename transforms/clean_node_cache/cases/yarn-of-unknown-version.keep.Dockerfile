FROM registry.example.org/base
COPY package.json yarn.lock ./
RUN yarn install
