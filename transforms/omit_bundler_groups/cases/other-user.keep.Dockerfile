FROM ruby:3.3
ENV RAILS_ENV=production
USER app
RUN bundle install
