FROM php:8.3-cli
COPY composer.json composer.lock ./
RUN composer install --no-dev
