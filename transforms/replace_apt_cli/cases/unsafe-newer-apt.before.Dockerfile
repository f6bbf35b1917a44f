FROM ubuntu:25.10
RUN apt update && apt install -y jq
