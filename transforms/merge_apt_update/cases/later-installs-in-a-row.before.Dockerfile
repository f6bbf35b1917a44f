FROM debian:bookworm
RUN apt-get update && apt-get install -y make
WORKDIR /x
RUN apt-get install -y gcc
RUN apt-get install -y jq \
    unzip
RUN make --version
RUN apt-get install -y vim
