FROM node:20
RUN su node -c 'npm install' && sh -c "npm ci"
