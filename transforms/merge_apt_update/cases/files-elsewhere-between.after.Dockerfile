FROM debian:bookworm
COPY . /src
RUN cd /src && apt-get update && apt-get install -y curl && make
