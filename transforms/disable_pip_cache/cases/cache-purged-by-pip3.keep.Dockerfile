FROM debian:bullseye
RUN apt-get update && apt-get install -y python3-pip && rm -rf /var/lib/apt/lists/*
RUN pip3 install docopt==0.6.2 && pip3 cache purge
