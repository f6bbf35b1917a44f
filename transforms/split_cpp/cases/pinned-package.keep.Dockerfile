FROM debian:bookworm

RUN apt-get update && apt-get install -y --no-install-recommends g++ make zlib1g-dev=1:1.2.13.dfsg-1
WORKDIR /src
COPY . .
RUN make
RUN cp counter /usr/local/bin/counter
WORKDIR /
CMD ["counter"]
