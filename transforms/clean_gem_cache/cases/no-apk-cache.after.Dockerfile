FROM ruby:3.3-alpine
RUN apk add --no-cache build-base && bundle install \
    && rm -rf /usr/local/bundle/cache/*.gem \
    && apk del build-base && rm -rf /var/cache/apk/*
