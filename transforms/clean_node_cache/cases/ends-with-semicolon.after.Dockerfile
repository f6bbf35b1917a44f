FROM node:20
RUN cd api && npm install && npm cache clean --force
