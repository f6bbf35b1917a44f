FROM node:20
RUN yes | npm install
