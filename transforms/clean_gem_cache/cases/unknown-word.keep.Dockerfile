FROM ruby:3.3
ARG FLAGS
RUN gem install $FLAGS sass
