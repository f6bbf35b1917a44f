FROM node:22 AS a
FROM node:22
USER node
COPY --from=a /run.sh /
COPY bin /bin2
RUN chmod +x /run.sh && chmod +x /bin2/x.sh && touch /tmp/x.sh && chmod +x /tmp/x.sh
