FROM ruby:3.3 AS base
ENV RAILS_ENV=production
RUN bundle install
FROM base
ENV RAILS_ENV staging
