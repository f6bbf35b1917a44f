FROM php:8.3-fpm-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libicu72 libzip4 libzip-dev libicu-dev unzip \
    && docker-php-ext-install zip intl \
    && apt-get purge -y --auto-remove libzip-dev libicu-dev
COPY . /var/www/html
