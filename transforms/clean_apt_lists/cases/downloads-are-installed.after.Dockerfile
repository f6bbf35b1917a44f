FROM example.org/base
RUN apt-get update && apt-get install -y --download-only curl && rm -rf /var/lib/apt/lists/*
RUN dpkg -i /var/cache/apt/archives/*.deb
