FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq && apt-get -fy install && apt-get --assume-yes remove jq && apt-get -yqq install vim
