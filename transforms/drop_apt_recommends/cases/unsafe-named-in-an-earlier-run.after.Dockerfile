FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl
WORKDIR /x
RUN apt-get update && apt-get install -y --no-install-recommends wget
RUN make -C /x
RUN apt-get update && apt-get install -y --no-install-recommends libc6-dev git gcc
RUN apt-get update && apt-get install -y --no-install-recommends make cmake
