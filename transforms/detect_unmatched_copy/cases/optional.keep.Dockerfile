FROM node:22
WORKDIR /app
COPY package.json yarn.lock* pnpm-lock.yaml* ./
