FROM node:22
ONBUILD RUN npm install
ONBUILD ADD . /srv
ONBUILD RUN apt-get update && apt-get install jq
RUN npm ci
