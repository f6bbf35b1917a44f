FROM node:20
RUN npm install; test $? -lt 2; echo done
