FROM node:20
COPY . .
RUN npm ci && npx tsc
CMD ["node", "dist/server.js"]
