FROM node:22
WORKDIR /app
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci && npm cache clean --force
COPY web .
CMD ["node", "server.js"]
