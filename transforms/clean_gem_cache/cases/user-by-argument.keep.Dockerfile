FROM ruby:3.3
ARG U=root
USER $U
RUN gem install rake
