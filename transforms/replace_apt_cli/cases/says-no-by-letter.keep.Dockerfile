FROM debian:bookworm-slim
RUN apt-get install -y=false jq && apt-get -y=0 install vim
RUN apt-get install -y no vim
