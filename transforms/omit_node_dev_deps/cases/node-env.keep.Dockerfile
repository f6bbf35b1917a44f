FROM node:20
ENV NODE_ENV=production
COPY . .
RUN npm ci
CMD ["node", "server.js"]
