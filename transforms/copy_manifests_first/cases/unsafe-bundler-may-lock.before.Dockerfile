FROM ruby:3.4-slim
WORKDIR /app
COPY . .
RUN bundle config set --local without development && bundle install
CMD ["ruby", "app.rb"]
