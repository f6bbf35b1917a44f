FROM php:8.3-fpm-alpine3.19
RUN apk add --no-cache --virtual .build $PHPIZE_DEPS icu-dev \
 && apk add --no-cache icu \
 && docker-php-ext-install intl opcache \
 && pecl install redis && docker-php-ext-enable redis \
 && apk del .build
COPY docker/php.ini "$PHP_INI_DIR/conf.d/zz-app.ini"
VOLUME /var/www/var
EXPOSE 9000
