FROM node:22
WORKDIR /app
COPY . .
RUN <<END
set -e
npm ci
npm run build
END
CMD ["node", "server.js"]
