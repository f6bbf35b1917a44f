FROM node:22
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/api/package.json packages/api/
COPY packages/web/package.json packages/web/
COPY lib/package.json lib/
RUN npm ci
COPY . .
