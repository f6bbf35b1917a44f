FROM example.org/base
RUN apt-get update && apt-get install -y --download-only curl
RUN dpkg -i /var/cache/apt/archives/*.deb
