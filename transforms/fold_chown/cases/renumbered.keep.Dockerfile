FROM php:8.3-apache
COPY . /var/www/html
RUN usermod -u 1000 www-data && chown -R www-data:www-data /var/www/html
