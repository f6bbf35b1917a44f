ARG NODE_VERSION=18.19
FROM node:${NODE_VERSION}-bullseye as base
WORKDIR /workspace
COPY .yarn ./.yarn
COPY .yarnrc.yml package.json yarn.lock ./
COPY packages/api/package.json packages/api/
COPY packages/ui/package.json packages/ui/
RUN yarn install --immutable

FROM base as api
COPY packages/api packages/api
RUN yarn workspace api build
CMD ["yarn", "workspace", "api", "start"]

FROM base as ui
COPY packages/ui packages/ui
RUN yarn workspace ui build
