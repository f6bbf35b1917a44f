FROM debian:bookworm
RUN apt-get update
COPY . /src
RUN cd /src && apt-get install -y curl && make
