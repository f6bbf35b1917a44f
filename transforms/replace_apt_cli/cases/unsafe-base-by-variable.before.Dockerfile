ARG BASE=debian:12
FROM $BASE
RUN apt update && apt install -y jq
