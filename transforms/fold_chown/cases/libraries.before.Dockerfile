FROM php:8.3-apache
COPY . /var/www/html
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpng-dev zip \
    && docker-php-ext-install gd
RUN chown -R www-data:www-data /var/www
