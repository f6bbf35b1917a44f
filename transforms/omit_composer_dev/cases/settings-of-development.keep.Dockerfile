FROM php:8.3-cli
COPY . .
COPY .env.example .env
RUN composer install && php artisan key:generate
