FROM php:8.3-fpm
COPY --chown=www-data:www-data . /var/www/html
RUN chown www-data.www-data /var/www /var/www/html
