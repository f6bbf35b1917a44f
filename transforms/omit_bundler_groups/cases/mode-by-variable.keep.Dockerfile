FROM ruby:3.3
ARG MODE
ENV RAILS_ENV=$MODE
RUN bundle install
