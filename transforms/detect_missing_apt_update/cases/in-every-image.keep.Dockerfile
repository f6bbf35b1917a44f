FROM debian:12
RUN apt-get install -y tar gzip bash
