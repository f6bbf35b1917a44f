FROM debian:12
ENV PATH="/opt/bin":$PATH
ENV LD_LIBRARY_PATH=/usr/lib/"x86_64":/lib
ENV GREETING="hello \
world"
