FROM node:22
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml /app/
COPY patches /app/patches/
RUN pnpm install --frozen-lockfile
COPY . /app
