FROM node:20
RUN npm() { command npm "$@"; } && npm install
