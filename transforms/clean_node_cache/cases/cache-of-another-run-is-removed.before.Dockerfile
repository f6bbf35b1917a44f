FROM node:20
RUN npm ci
RUN rm -rf /root/.npm
