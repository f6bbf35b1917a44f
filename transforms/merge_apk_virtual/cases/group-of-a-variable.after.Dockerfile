FROM php:8.3-cli-alpine
RUN apk add --no-cache $PHPIZE_DEPS && pecl install redis && apk del $PHPIZE_DEPS
