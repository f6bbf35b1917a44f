FROM ruby:3.3
ENV RAILS_ENV=production
RUN bundle install --without test
