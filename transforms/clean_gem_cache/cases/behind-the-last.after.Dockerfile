FROM ruby:3.3
RUN gem install bundler \
 && bundle install --without development test \
 && rm -rf /usr/local/bundle/cache/*.gem \
 && rake assets:precompile
