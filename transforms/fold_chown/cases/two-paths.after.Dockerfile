FROM node:20-bookworm
COPY --chown=node:node a /app/
COPY --chown=node:node b /data/
CMD ["/run"]
