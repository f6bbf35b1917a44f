FROM debian:bookworm
RUN apt-get update \
    && echo "deb http://deb.example.org/debian stable main" > /etc/apt/sources.list.d/x.list && apt-get install -y jq
