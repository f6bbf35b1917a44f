FROM node:20
COPY . .
RUN npm ci
ENTRYPOINT ["/entrypoint.sh"]
CMD ["node", "server.js"]
