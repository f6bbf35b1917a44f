FROM example.org/base
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN rm /var/cache/apt/archives/*.deb
