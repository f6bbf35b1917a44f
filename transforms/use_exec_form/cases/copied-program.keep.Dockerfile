FROM node:20 AS base
COPY docker/gunicorn.sh /usr/local/bin/gunicorn

FROM base
CMD gunicorn a:b
