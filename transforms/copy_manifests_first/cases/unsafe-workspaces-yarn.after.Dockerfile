FROM node:22
WORKDIR /app
COPY package.json yarn.lock ./
COPY apps/site/package.json apps/site/
RUN yarn install --frozen-lockfile
COPY . .
