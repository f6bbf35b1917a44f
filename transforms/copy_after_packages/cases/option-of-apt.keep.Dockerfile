FROM debian:bookworm
COPY apt /setup
RUN apt-get update && apt-get -o Dir::Etc::sourcelist=/setup/own.list install -y --no-install-recommends curl
