FROM node:20
WORKDIR /app
COPY package.json ./
RUN npm install --omit=dev
ENV NODE_ENV=production
CMD ["node", "index.js"]
