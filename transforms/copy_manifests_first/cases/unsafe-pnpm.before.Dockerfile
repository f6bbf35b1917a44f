FROM node:22
WORKDIR /app
COPY . /app
RUN pnpm install --frozen-lockfile
