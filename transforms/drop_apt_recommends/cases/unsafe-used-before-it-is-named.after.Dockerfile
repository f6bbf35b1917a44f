FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends vim && xxd /etc/passwd > /x && apt-get install -y --no-install-recommends xxd
