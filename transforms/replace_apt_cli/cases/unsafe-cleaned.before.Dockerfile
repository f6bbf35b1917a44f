FROM registry.example.com/base
RUN apt update && apt install -y jq && apt clean
RUN apt install -y curl && rm -rf /var/cache/apt/archives/*.deb
