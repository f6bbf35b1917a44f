FROM php:8.4-cli
WORKDIR /app
COPY . .
RUN composer install --no-scripts --no-autoloader
RUN composer dump-autoload -o
