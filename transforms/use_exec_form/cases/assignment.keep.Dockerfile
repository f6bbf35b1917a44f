FROM node:20
CMD NODE_ENV=production node a.js
