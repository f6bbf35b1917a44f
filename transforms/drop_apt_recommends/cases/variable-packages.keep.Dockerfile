FROM debian:bookworm-slim
ARG PACKAGES="jq curl"
RUN apt-get update && apt-get install -y $PACKAGES
RUN apt-get update && apt-get install -y $(cat /packages.txt)
