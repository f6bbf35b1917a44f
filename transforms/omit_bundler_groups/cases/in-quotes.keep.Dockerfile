FROM ruby:3.3
ENV RAILS_ENV=production
RUN bash -lc 'bundle install'
