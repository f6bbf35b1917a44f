FROM node:16
EXPOSE 3000
CMD ["node", "a.js"]
