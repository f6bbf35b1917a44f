FROM debian:bookworm

RUN apt-get update && apt-get install -y --no-install-recommends g++ make zlib1g-dev
WORKDIR /src
COPY . .
RUN make
ONBUILD COPY . .
CMD ["./counter"]
