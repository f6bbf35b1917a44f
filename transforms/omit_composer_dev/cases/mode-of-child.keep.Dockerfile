FROM php:8.3-cli AS base
ENV APP_ENV=prod
RUN composer install
FROM base
ENV APP_ENV=dev
