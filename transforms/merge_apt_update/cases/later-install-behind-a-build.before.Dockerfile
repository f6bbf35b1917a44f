FROM debian:bookworm
RUN apt-get update && apt-get install -y make && make --version
RUN apt-get install -y gcc && gcc --version
RUN apt-get install -y jq
