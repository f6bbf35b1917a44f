FROM debian:bookworm
WORKDIR /usr/src
RUN wget https://example.org/v1/a-1.0.tar.bz2 && tar xjf a-1.0.tar.bz2 && rm -f a-1.0.tar.bz2
WORKDIR /
CMD ["a"]
