FROM node:20
CMD npm run migrate && exec node a.js
