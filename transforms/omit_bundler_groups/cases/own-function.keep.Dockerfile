FROM ruby:3.3
ENV RAILS_ENV=production
RUN alias bundle=true && bundle install
