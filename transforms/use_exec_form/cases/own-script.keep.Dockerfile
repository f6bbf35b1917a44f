FROM node:20
CMD /start.sh

FROM golang:1.22
ENTRYPOINT ./server -v
