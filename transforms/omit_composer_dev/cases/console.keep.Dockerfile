FROM php:8.3-cli
RUN composer install
RUN php bin/console cache:warmup
