FROM ruby:3.3
ENV RAILS_ENV=development
RUN bundle install
