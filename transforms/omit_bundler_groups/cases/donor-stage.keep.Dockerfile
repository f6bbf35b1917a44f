FROM ruby:3.3 AS build
ENV RAILS_ENV=production
RUN bundle install
FROM ruby:3.3
COPY --from=build /usr/local/bundle /usr/local/bundle
