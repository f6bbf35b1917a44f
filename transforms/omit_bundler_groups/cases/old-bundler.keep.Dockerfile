FROM ruby:2.7
ENV RAILS_ENV=production
RUN gem install bundler -v 1.17.3
RUN bundle install
