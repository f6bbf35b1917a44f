FROM node:20
RUN npm install -g nodemon && npm cache clean --force
CMD npm install && nodemon server.js
