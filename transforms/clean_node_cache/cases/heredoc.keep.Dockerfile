# syntax=docker/dockerfile:1
FROM node:20
RUN <<EOT
npm ci
npm run build
EOT
