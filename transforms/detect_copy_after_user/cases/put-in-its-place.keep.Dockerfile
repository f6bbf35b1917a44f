FROM node:22
USER node
WORKDIR /home/node/app
COPY start.sh ./
RUN sed -i 's/\r$//' start.sh && chmod +x start.sh
