FROM node:20
RUN npm install express
CMD ["node", "server.js"]
