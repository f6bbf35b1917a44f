from node:20
# sources
add --link \
  Gemfile Gemfile.lock \
  # there
  /app/
