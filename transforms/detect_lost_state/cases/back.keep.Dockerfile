FROM debian:12
RUN cd /src && make && cd ..
RUN pushd /src && make && cd /root
RUN make && cd /
RUN (cd /src; make); cd -
WORKDIR /app
RUN cd /app/
