FROM php:8.3-cli
RUN composer install && ./vendor/bin/phpunit
