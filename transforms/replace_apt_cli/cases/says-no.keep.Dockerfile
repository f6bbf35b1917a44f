FROM debian:bookworm-slim
RUN apt-get install --assume-no jq && apt-get --yes=false install vim
