FROM ruby:3.3-alpine
RUN apk add --no-cache build-base git
RUN gem install jekyll
CMD ["jekyll", "serve"]
