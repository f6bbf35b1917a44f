FROM debian:bookworm-slim
RUN apt-get update && apt-get install vim
RUN apt-get --no-install-recommends install jq
