FROM registry.example.org/base
RUN npm i -g pm2 && npm cache clean --force
