FROM php:8.4-cli
WORKDIR /app
COPY . .
RUN COMPOSER_ALLOW_SUPERUSER=1 composer install --no-dev -o
