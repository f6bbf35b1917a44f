FROM php:8.3-cli
ENV APP_ENV=dev
RUN composer install
