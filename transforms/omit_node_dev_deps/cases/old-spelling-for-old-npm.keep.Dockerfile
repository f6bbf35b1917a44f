FROM node:14
RUN npm ci --only=production
CMD ["node", "server.js"]
