FROM php:8.3-cli
RUN composer() { php composer.phar "$@"; } && composer install
