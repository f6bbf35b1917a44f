FROM node:20
ARG PACKAGES="gulp bower"
RUN npm install -g $PACKAGES
