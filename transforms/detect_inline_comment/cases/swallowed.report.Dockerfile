FROM debian:12
RUN apt-get update && apt-get install -y \
    curl # for the check \
    # a comment of the file
    git \
    && rm -rf /var/lib/apt/lists/*

FROM alpine:3.20
RUN make # && make test
