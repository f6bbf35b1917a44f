FROM ruby:3.3
RUN bundle config set --local path vendor/bundle
RUN bundle install
