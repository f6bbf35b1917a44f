FROM registry.example.org/base
RUN npm i -g pm2
