FROM debian:12
RUN cd /src
RUN export A=b C="d e"
RUN umask 022
RUN git clone https://example.com/x && \
    cd x
RUN mkdir /a; cd "/a"
RUN cd $_
RUN export PATH=~/bin:$PATH
