FROM node:20
RUN npm install -g verdaccio
RUN npm install --offline
