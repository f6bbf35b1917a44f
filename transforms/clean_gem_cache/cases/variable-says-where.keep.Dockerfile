FROM ruby:3.3
ENV BUNDLE_PATH=/gems
RUN bundle install
