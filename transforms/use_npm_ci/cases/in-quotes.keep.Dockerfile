FROM node:20
WORKDIR /app
COPY package.json package-lock.json ./
RUN su node -c "npm install"
