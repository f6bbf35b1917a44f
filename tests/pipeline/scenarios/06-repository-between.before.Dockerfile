FROM debian:12
RUN apt-get update
COPY vendor.list /etc/apt/sources.list.d/
RUN apt-get install -y --no-install-recommends vendor-agent
