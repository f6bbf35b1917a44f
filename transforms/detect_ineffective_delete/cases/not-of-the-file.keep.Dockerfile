FROM debian:12
RUN apt-get purge -y perl
RUN rm -rf /usr/share/doc /tmp/*
RUN make && rm -rf /src
RUN rm -rf /var/lib/apt/lists/*
ADD x.tar.gz y.tgz /z/
RUN rm -f /z/x.tar.gz /z/y.tgz
