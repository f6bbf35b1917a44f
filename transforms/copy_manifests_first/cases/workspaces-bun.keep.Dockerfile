FROM node:22
WORKDIR /app
COPY . .
RUN bun install --frozen-lockfile
