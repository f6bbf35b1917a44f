FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y vim
RUN apt-get --no-install-recommends install -y jq
