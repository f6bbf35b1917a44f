FROM node:22
COPY a.conf b.conf /etc/nginx/conf.d
COPY a.conf b.conf relative
