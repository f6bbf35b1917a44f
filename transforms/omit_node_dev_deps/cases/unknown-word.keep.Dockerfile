FROM node:20
ARG FLAGS
RUN npm ci --only=production $FLAGS
