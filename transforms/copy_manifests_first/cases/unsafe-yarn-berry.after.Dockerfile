FROM node:22 AS build
WORKDIR /app
COPY package.json yarn.lock .yarnrc.yml ./
COPY .yarn/releases .yarn/releases/
RUN yarn install --immutable
COPY . ./
RUN yarn build
FROM node:22
COPY --from=build /app /app
