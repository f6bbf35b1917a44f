FROM php:8.4-cli
WORKDIR /app
COPY composer.json composer.lock symfony.lock ./
RUN COMPOSER_ALLOW_SUPERUSER=1 composer install --no-dev --no-scripts --no-autoloader
COPY . .
RUN COMPOSER_ALLOW_SUPERUSER=1 composer install --no-dev -o
