FROM debian:12
USER root
ENV NODE_ENV=production
RUN sudo npm install
