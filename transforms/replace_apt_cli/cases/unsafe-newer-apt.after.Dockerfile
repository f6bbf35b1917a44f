FROM ubuntu:25.10
RUN apt-get update && apt-get install -y jq
