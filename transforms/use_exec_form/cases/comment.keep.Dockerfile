FROM node:20
CMD node a.js # the server

FROM node:20
CMD node a#b
