FROM node:22-alpine
WORKDIR /srv/page
COPY package*.json ./
RUN npm ci && npm cache clean --force
COPY . .
RUN npm run build
EXPOSE 4173
CMD ["npm", "run", "preview"]
