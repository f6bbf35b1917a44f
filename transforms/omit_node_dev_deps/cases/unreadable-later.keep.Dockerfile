FROM node:20
COPY . .
RUN npm ci
RUN ["sh", "build.sh"]
CMD ["node", "server.js"]
