FROM ruby:2.7-alpine
ENV RACK_ENV=production \
    RAILS_ENV=production
RUN apk add --no-cache build-base \
 && bundle install \
 && apk del build-base
