FROM node:20-bookworm
COPY a /app/
COPY b /data/
RUN chown -R node:node /app /data
CMD ["/run"]
