FROM php:8.3-fpm-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libxslt-dev libz-dev \
    && docker-php-ext-install xsl zip \
    && docker-php-ext-enable opcache
COPY . /var/www/html
