FROM debian:12
RUN apt-get update
RUN apt-get install -y curl
RUN rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y jq
RUN apt-get install -y gdb || (apt-get update && apt-get install -y gdb)
RUN apt-get update && rm -rf /x
RUN apt-get install -y strace
