FROM ruby:3.3 AS build
RUN gem install sass
FROM ruby:3.3
COPY --from=build /usr/local/bundle/cache/ /gems/
