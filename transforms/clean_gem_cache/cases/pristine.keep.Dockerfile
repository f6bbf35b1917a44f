FROM ruby:3.3
RUN gem install nokogiri
RUN gem pristine --all
