FROM debian:bookworm
RUN apt-get update && apt-get install -y make && apt-get install -y -d --no-install-recommends vim
WORKDIR /x
RUN apt-get install -y --no-install-recommends --no-download vim
