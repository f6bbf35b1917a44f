FROM debian:bookworm
COPY setup.sh /tmp/
RUN /tmp/setup.sh && apt-get update && apt-get install -y --no-install-recommends make
FROM postgres:16-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends make
FROM debian:bookworm
WORKDIR /etc/apt/sources.list.d
RUN touch x && apt-get update && apt-get install -y --no-install-recommends make
