FROM node:20
CMD node *.js

FROM node:20
CMD node a?.js

FROM node:20
CMD node [ab].js

FROM node:20
CMD node {a,b}.js
