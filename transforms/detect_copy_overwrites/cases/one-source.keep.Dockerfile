FROM node:22
COPY package.json /app
COPY *.json /code
COPY <<A <<B /x/
a
A
b
B
