FROM node:20
COPY . .
RUN npm ci --omit=dev
CMD ["node", "server.js"]
