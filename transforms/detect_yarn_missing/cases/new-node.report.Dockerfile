FROM node:26-alpine AS a
RUN yarn install
FROM a
RUN cd /x && yarn build && yarn test
