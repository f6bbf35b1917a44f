FROM node:22
WORKDIR /app
COPY . .
RUN if [ -f package.json ]; then npm ci; fi
