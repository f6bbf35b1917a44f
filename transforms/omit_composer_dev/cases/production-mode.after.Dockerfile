FROM php:8.3-cli
ENV APP_ENV=prod
RUN su-exec www-data composer install --no-dev -o
