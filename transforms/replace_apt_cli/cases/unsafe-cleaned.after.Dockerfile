FROM registry.example.com/base
RUN apt-get update && apt-get install -y jq && apt-get clean
RUN apt-get install -y curl && rm -rf /var/cache/apt/archives/*.deb
