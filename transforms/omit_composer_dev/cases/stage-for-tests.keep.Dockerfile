FROM php:8.3-cli AS app-dev
RUN composer install
