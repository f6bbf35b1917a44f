FROM php:8.3-cli AS base
RUN composer install
FROM base
CMD ["phpunit"]
