FROM debian:bookworm
RUN apt-get update && apt-get install -y vim && xxd /etc/passwd > /x && apt-get install -y xxd
