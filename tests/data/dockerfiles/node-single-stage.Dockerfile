FROM node:16
MAINTAINER Web Team <web@example.org>
RUN npm install -g gulp bower
ADD . /app
WORKDIR /app
RUN npm install
RUN bower install --allow-root
RUN gulp build
EXPOSE 3000
CMD npm start
