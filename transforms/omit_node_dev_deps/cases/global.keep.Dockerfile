FROM node:20
RUN npm install -g --production pm2
CMD ["node", "server.js"]
