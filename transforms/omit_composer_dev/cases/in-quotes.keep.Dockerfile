FROM php:8.3-cli
RUN su www-data -c 'composer install'
