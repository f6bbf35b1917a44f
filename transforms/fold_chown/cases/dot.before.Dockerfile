FROM php:8.3-fpm
COPY . /var/www/html
RUN chown -R www-data.www-data /var/www
