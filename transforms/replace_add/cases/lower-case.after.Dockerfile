from node:20
# sources
copy --link \
  Gemfile Gemfile.lock \
  # there
  /app/
