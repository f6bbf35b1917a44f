FROM php:8.3-apache
COPY --chown=www-data:0 . /var/www/html
RUN chown www-data /var/www/html
