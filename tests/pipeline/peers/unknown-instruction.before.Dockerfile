FROM debian:12
FOOBAR x
RUN apt-get update
RUN apt-get install -y jq
