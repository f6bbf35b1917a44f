FROM ruby:3.3
ENV RAILS_ENV=production
ONBUILD RUN bundle install
