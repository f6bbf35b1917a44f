FROM php:8.3-cli-alpine
RUN apk add --no-cache $PHPIZE_DEPS
RUN pecl install redis
RUN apk del $PHPIZE_DEPS
