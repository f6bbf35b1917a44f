FROM node:20
RUN cd /app; npm install && npm cache clean --force
