FROM ruby:3.3
RUN sudo gem install sass
