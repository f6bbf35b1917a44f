FROM ruby:3.3
RUN bundle check || bundle install
