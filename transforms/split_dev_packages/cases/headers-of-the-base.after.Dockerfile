FROM ruby:3.3-slim-bookworm
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libffi-dev libgomp1 libpq-dev libpq5 \
    && bundle install \
    && apt-get purge -y --auto-remove build-essential libpq-dev
COPY . .
CMD ["bundle", "exec", "puma"]
