FROM node:26 AS a
RUN corepack enable && yarn install
FROM node:26
RUN npm install --global yarn@1
RUN yarn install
FROM node:26
COPY --from=a /opt /opt
RUN yarn install
FROM node:26
RUN ./yarn install && echo yarn
