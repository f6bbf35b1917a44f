FROM node:22
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.npm <<END
set -e
npm ci
npm run build
END
CMD ["node", "server.js"]
