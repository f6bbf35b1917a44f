FROM debian:bookworm

RUN apt-get update && apt-get install -y --no-install-recommends g++ make zlib1g-dev
ENV COUNTER_MODE=fast \
    # of words
    COUNTER_SIZE=10
WORKDIR /src
COPY . .
RUN make
RUN cp counter /usr/local/bin/counter
WORKDIR /
CMD ["counter"]
