FROM debian:bookworm
RUN apt-get update && apt-get install -y g++ make && useradd counter
WORKDIR /src
COPY . .
RUN make && cp counter /usr/local/bin/counter
WORKDIR /
USER counter
CMD ["counter"]
