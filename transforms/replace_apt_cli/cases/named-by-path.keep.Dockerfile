FROM debian:bookworm-slim
RUN ln -s /opt/own /usr/local/bin/apt
RUN apt install -y jq
