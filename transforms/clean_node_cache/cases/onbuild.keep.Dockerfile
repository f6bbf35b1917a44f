FROM node:20
ONBUILD RUN npm ci
