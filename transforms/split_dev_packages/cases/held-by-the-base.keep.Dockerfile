FROM php:8.3-fpm-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc make autoconf
RUN pecl install redis
