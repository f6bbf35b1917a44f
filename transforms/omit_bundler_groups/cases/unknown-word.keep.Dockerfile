FROM ruby:3.3
ENV RAILS_ENV=production
ARG FLAGS
RUN bundle install $FLAGS
