FROM php:8.3-cli
RUN composer install
RUN composer require monolog/monolog
