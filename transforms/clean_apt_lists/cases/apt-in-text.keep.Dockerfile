FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
RUN perl -e 'print `apt install -y make`'
