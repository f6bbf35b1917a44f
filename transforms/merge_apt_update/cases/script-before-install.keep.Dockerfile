FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
COPY setup.sh /srv/
RUN /srv/setup.sh && apt-get install -y vim
