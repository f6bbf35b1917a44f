FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates
COPY vendor.conf /etc/vendor.conf
RUN apt-get install -y --no-install-recommends git
