FROM node:20
RUN cd /app; npm install
