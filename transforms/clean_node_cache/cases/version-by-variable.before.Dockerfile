FROM node:20
ARG GULP=4
RUN npm install -g gulp@${GULP}
