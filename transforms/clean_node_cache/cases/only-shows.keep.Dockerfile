FROM node:20
RUN npm install --package-lock-only && npm --version && npm run build
