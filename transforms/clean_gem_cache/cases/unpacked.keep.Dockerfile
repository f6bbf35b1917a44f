FROM ruby:3.3
COPY foo-1.0.gem /tmp/
RUN gem install /tmp/foo-1.0.gem
RUN gem unpack foo --target /srv
