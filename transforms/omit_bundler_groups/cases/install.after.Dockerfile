FROM ruby:3.3
ENV RAILS_ENV production
RUN bundle config set --local without 'development test' && bundle install --jobs 4
