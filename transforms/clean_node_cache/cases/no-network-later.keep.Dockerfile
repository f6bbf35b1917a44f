FROM node:22-slim
RUN npm ci
RUN --network=none npm ci
