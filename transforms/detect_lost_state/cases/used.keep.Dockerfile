FROM debian:12
RUN cd /src && make
RUN export A=b; make
RUN umask 022 && make
