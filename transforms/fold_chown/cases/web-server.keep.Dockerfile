FROM php:8.3-fpm
COPY . /var/www/html
RUN apt-get update && apt-get install -y nginx && chown -R www-data:www-data /var/www/html
