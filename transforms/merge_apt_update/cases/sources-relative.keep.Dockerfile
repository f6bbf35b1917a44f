FROM debian:bookworm
RUN apt-get update && apt-get install -y wget
RUN cd /etc && echo 'Acquire::http::Proxy "http://p";' > apt/apt.conf.d/99p
RUN apt-get install -y vim
