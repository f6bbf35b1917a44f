FROM debian:12
RUN apt-get purge -y perl
RUN rm -rf /usr/share/doc /tmp/*
RUN make && rm -rf /src
RUN rm -rf /var/lib/apt/lists/*
