FROM ruby:3.3
RUN alias rm=true && gem install sass
