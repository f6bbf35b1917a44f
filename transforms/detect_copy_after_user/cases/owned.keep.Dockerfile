FROM node:22
USER node
COPY --chown=node run.sh /
RUN chmod +x /run.sh
