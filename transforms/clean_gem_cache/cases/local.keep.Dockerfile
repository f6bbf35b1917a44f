FROM ruby:3.3
RUN gem install sass
RUN gem install --local /usr/local/bundle/cache/sass.gem
