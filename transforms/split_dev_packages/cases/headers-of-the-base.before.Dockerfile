FROM ruby:3.3-slim-bookworm
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libffi-dev libpq-dev
RUN bundle install
COPY . .
CMD ["bundle", "exec", "puma"]
