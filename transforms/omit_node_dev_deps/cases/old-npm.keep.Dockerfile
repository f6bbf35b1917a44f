FROM node:6
COPY . .
RUN npm install
CMD ["node", "server.js"]
