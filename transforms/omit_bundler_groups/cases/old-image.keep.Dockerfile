FROM ruby:2.6
ENV RAILS_ENV=production
RUN bundle install
