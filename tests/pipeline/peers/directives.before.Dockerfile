# escape=`
# syntax=docker/dockerfile:1
FROM debian:12
RUN apt-get update && `
    # what is needed
    apt-get install -y jq
