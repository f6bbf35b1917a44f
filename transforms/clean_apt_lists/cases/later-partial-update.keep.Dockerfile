FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
RUN apt-get update -o Dir::Etc::sourcelist=/etc/apt/sources.list.d/x.list -o Dir::Etc::sourceparts=- && apt-get install -y x
