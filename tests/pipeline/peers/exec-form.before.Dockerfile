FROM debian:12
RUN ["apt-get", "update"]
RUN ["apt-get", "install", "-y", "curl", "a b"]
RUN ["/bin/sh", "-c", "apt-get update && apt-get install -y jq"]
