FROM php:8.3-fpm-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libzip-dev libicu-dev unzip
RUN docker-php-ext-install zip intl
COPY . /var/www/html
