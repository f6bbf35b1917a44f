FROM node:22
COPY src lib /app
COPY node.d index.js /app2
