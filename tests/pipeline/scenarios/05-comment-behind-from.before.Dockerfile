FROM node:16 # the long-term release
WORKDIR /srv
RUN npm install
