# syntax=docker/dockerfile:1
FROM ruby:3.3
ENV RAILS_ENV=production
RUN <<EOT
bundle install
EOT
