FROM ruby:3.3-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends build-essential
RUN gem install puma
RUN apt-get remove --purge -y build-essential
CMD ["puma"]
