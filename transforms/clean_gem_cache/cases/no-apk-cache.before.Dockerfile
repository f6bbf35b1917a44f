FROM ruby:3.3-alpine
RUN apk add --no-cache build-base && bundle install && apk del build-base && rm -rf /var/cache/apk/*
