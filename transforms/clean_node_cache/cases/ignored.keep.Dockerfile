FROM node:20
# dfopt: ignore[clean-node-cache]
RUN npm ci
