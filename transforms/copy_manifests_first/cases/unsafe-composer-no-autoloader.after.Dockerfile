FROM php:8.4-cli
WORKDIR /app
COPY composer.json composer.lock auth.json ./
RUN composer install --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload -o
