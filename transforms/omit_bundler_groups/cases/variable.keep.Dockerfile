FROM ruby:3.3
ENV RAILS_ENV=production BUNDLE_WITHOUT=test
RUN bundle install
