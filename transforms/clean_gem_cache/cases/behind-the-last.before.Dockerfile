FROM ruby:3.3
RUN gem install bundler \
 && bundle install --without development test \
 && rake assets:precompile
