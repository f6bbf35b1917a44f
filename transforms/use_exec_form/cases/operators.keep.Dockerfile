FROM node:20
CMD npm start && x

FROM node:20
CMD npm start; x

FROM node:20
CMD npm start | tee log

FROM node:20
CMD npm start > log

FROM node:20
CMD npm start &

FROM node:20
CMD (npm start)

FROM node:20
CMD { npm start; }

FROM node:20
CMD ! npm start
