FROM registry.example.org/ruby:3.3
ENV RAILS_ENV=production
RUN bundle install
