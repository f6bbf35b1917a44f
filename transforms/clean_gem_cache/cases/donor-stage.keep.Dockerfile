FROM ruby:3.3 AS build
RUN gem install jekyll && jekyll build
FROM nginx:1.27
COPY --from=build /site /usr/share/nginx/html
