FROM debian:bookworm

RUN apt-get update && apt-get install -y --no-install-recommends g++ make zlib1g-dev
WORKDIR /src
COPY . .
RUN make && curl -o /etc/counter.conf https://example.com/counter.conf
RUN cp counter /usr/local/bin/counter
WORKDIR /
CMD ["counter"]
