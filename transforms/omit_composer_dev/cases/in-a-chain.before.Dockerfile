FROM composer:2 AS vendor
WORKDIR /app
COPY composer.json composer.lock ./
RUN set -eux; \
    /usr/bin/composer install \
      --ignore-platform-reqs \
      --prefer-dist; \
    composer clear-cache
FROM php:8.3-apache
COPY --from=vendor /app/vendor /var/www/vendor
