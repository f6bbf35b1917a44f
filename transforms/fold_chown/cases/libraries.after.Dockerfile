FROM php:8.3-apache
COPY --chown=www-data:www-data . /var/www/html
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpng-dev zip \
    && docker-php-ext-install gd
RUN chown www-data:www-data /var/www /var/www/html
