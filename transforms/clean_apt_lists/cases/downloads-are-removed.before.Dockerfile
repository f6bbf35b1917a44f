FROM example.org/base
RUN apt-get update && apt-get install -y curl
RUN rm /var/cache/apt/archives/*.deb
