FROM php:8.3 AS composer
COPY --from=composer /usr/bin/composer /b
