FROM node:20
CMD echo hello

FROM node:20
CMD cd /app

FROM node:20
CMD . a.sh

FROM node:20
CMD exec

FROM node:20
CMD exec -a x node a.js

FROM node:20
CMD export A=1

FROM node:20
CMD set -e

FROM node:20
CMD test -f a
