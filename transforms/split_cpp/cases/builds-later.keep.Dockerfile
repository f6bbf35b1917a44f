FROM debian:bookworm

RUN apt-get update && apt-get install -y --no-install-recommends g++ make zlib1g-dev
WORKDIR /src
COPY . .
RUN make && cp counter /usr/local/bin/counter
RUN ldd /usr/local/bin/counter > /dev/null
WORKDIR /
CMD ["counter"]
