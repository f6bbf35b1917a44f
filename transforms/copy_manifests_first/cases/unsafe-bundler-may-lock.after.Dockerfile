FROM ruby:3.4-slim
WORKDIR /app
COPY Gemfile Gemfile.lock .ruby-version ./
RUN bundle config set --local without development && bundle install
COPY . .
CMD ["ruby", "app.rb"]
