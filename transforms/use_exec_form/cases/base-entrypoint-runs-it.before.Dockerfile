FROM node:20 AS web
CMD  node server.js

FROM php:8.2-apache
CMD apache2-foreground

FROM nginx:1.27
CMD /usr/sbin/nginx -c /etc/x.conf

FROM docker.io/library/node:20
CMD npm run start:prod
