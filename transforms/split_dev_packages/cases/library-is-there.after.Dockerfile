FROM ruby:3.3-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libgomp1 libsqlite3-dev sqlite3 \
    && gem install sqlite3 rackup \
    && apt-get purge -y --auto-remove build-essential libsqlite3-dev
CMD ["rackup"]
