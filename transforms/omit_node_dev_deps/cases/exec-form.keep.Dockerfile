FROM node:20
RUN ["npm", "ci", "--production"]
CMD ["node", "server.js"]
