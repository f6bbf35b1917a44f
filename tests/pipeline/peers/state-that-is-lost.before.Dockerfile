FROM debian:12
RUN cd /tmp
RUN cd /opt
RUN umask 077
RUN set -x
RUN apt-get update
RUN apt-get install -y jq
