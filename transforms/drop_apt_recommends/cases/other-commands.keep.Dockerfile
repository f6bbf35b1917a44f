FROM debian:bookworm-slim
RUN apt-get update && apt-get build-dep -y jq && apt-get upgrade -y && apt-get remove -y vim
RUN aptitude install -y jq
