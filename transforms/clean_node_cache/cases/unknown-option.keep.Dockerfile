FROM node:20
RUN npm ci --my-option x
