FROM php:8.3-fpm-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libxslt-dev libxslt1.1 libz-dev \
    && docker-php-ext-install xsl zip \
    && apt-get purge -y --auto-remove libxslt1-dev zlib1g-dev \
    && docker-php-ext-enable opcache
COPY . /var/www/html
