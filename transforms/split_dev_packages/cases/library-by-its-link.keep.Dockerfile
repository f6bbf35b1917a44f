FROM ruby:3.3-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libjemalloc-dev
RUN gem install puma
ENV LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so
CMD ["puma"]
