FROM php:8.3-cli
ONBUILD RUN composer install
