FROM ruby:3.3-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libsqlite3-dev sqlite3
RUN gem install sqlite3 rackup
CMD ["rackup"]
