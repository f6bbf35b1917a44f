FROM debian:12
COPY x.deb /
RUN apt-get install -y /x.deb ./y.deb
RUN apt-get install -f
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN apt-get install -y curl
RUN apt-get install -y $PACKAGES
