FROM node:22
WORKDIR /app
COPY . .
RUN <<END
set -e
npm ci
npm cache clean --force
END
