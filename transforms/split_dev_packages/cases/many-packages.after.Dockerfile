FROM php:8.3-apache-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends \
        libcurl4 \
        libcurl4-openssl-dev \
        libfreetype6 \
        libfreetype6-dev \
        libicu-dev \
        libicu72 \
        libjpeg62-turbo \
        libjpeg62-turbo-dev \
        libonig-dev \
        libonig5 \
        libpng-dev \
        libpng16-16 \
        libxml2 \
        libxml2-dev \
        libzip-dev \
        libzip4 \
    && docker-php-ext-configure gd --with-freetype --with-jpeg \
    && docker-php-ext-install curl gd intl mbstring soap zip \
    && apt-get purge -y --auto-remove libcurl4-openssl-dev libfreetype6-dev libicu-dev \
        libjpeg62-turbo-dev libonig-dev libpng-dev libxml2-dev libzip-dev
COPY . /var/www/html
