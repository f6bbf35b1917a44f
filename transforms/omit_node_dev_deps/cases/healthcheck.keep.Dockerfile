FROM node:20
COPY . .
RUN npm ci
HEALTHCHECK CMD npx wait-on http://localhost
CMD ["node", "server.js"]
