FROM node:22
ARG NPM_TOKEN=q8fKz31vTyWb
WORKDIR /srv/shop
COPY package.json package-lock.json ./
RUN echo "//registry.example.com/:_authToken=${NPM_TOKEN}" > .npmrc
RUN npm ci
RUN rm -f .npmrc
