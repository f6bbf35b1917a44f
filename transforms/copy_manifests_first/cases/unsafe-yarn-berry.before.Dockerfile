FROM node:22 AS build
WORKDIR /app
COPY . ./
RUN yarn install --immutable
RUN yarn build
FROM node:22
COPY --from=build /app /app
