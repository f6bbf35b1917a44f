FROM node:22
COPY a.sh /
USER node
WORKDIR /app
COPY run.sh ./
RUN chmod +x run.sh && ls
RUN chown node:node /a.sh
