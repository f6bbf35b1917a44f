FROM ruby:3.3
RUN bundle install --deployment
RUN gem install --install-dir /opt/gems sass
