ARG BASE=debian:12
FROM $BASE
RUN apt-get update && apt-get install -y jq
