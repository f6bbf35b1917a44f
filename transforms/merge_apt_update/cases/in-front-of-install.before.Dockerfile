FROM ubuntu:18.04
RUN apt-get update && apt-get install -y curl
WORKDIR /src
RUN ./configure --long && \
    make && \
    apt-get install -y vim
WORKDIR /
RUN cd /src && make install && apt-get install -y jq
