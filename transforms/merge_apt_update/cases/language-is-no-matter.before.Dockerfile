FROM ubuntu:18.04
RUN export DEBIAN_FRONTEND=noninteractive && apt-get update && apt-get install -y curl
COPY app /srv/app/
RUN export DEBIAN_FRONTEND=noninteractive \
    && ACCEPT_EULA=Y apt-get install -y tzdata
