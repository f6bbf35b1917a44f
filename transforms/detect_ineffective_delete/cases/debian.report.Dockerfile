FROM debian:12
RUN apt-get update && apt-get install -y gcc=1.2 make && rm -rf /var/lib/apt/lists/*
COPY x /x
RUN make && apt-get purge -y --auto-remove gcc
