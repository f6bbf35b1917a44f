FROM node:20
RUN gosu node npm install
