FROM node:26
COPY install-tools.sh .
RUN ./install-tools.sh
RUN yarn install
FROM node:26
RUN curl -fsSL https://example.com/tools.sh | bash && yarn install
FROM node:26
ENV PATH=/app/node_modules/.bin:$PATH
RUN yarn install
FROM node:26
RUN npm ci
RUN yarn build
ARG NODE=26
FROM node:$NODE
RUN yarn install
