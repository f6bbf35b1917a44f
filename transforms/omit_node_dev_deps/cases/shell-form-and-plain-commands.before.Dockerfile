FROM node:18
WORKDIR /app
COPY . .
RUN npm install \
 && npm cache clean --force \
 && chown -R node:node /app
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
CMD node main.js --port 80
