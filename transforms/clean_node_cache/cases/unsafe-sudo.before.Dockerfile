FROM registry.example.org/base
USER app
RUN sudo npm install -g pm2
