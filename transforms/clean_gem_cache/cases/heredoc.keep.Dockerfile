# syntax=docker/dockerfile:1
FROM ruby:3.3
RUN <<EOT
gem install sass
EOT
