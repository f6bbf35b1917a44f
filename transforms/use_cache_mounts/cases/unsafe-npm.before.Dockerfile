FROM node:22
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev && npm cache clean --force && rm -rf /root/.npm
COPY . .
CMD ["node", "server.js"]
