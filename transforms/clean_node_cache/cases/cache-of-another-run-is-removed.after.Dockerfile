FROM node:20
RUN npm ci && npm cache clean --force
RUN rm -rf /root/.npm
