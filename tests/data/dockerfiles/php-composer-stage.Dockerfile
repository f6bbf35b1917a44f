FROM composer:2.7 AS vendor
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --ignore-platform-reqs --no-interaction --no-scripts --prefer-dist
FROM php:8.1-cli
COPY --from=vendor /app/vendor/ /app/vendor/
COPY . /app
CMD ["php", "/app/bin/console"]
