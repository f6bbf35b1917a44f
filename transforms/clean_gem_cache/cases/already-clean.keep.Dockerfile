FROM ruby:3.3
RUN gem install sass && rm -rf /usr/local/bundle/cache/*
RUN bundle install && rm -rf "$GEM_HOME"/cache
