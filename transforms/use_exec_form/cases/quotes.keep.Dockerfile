FROM node:20
CMD node -e "a"

FROM node:20
CMD node -e 'a'

FROM node:20
CMD node a\ b

FROM node:20
CMD "node" a
