FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends xxd
RUN apt-get update && apt-get purge -y xxd && apt-get install -y --no-install-recommends vim
