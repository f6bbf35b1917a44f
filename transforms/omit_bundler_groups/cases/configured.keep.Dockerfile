FROM ruby:3.3
ENV RAILS_ENV=production
RUN bundle config set --global without development
RUN bundle install
