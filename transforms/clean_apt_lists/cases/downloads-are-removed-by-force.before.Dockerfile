FROM example.org/base
RUN apt-get update && apt-get install -y curl
RUN rm -rf /var/cache/apt/archives/*.deb /tmp/x
