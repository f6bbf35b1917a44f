FROM node:20
RUN npm install -g nodemon
CMD npm install && nodemon server.js
