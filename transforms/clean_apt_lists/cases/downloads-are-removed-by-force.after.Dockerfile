FROM example.org/base
RUN apt-get update && apt-get install -y curl && apt-get clean && rm -rf /var/lib/apt/lists/*
RUN rm -rf /var/cache/apt/archives/*.deb /tmp/x
