FROM debian:bookworm
RUN --mount=type=secret,id=auth,target=/run/apt.conf apt-get update && apt-get install -y curl
WORKDIR /x
RUN apt-get install -y vim
