FROM php:8.3-cli
RUN COMPOSER_NO_DEV=0 composer install
