FROM php:8.3-cli
ARG FLAGS
RUN composer install $FLAGS
