FROM debian:bookworm-slim
RUN apt-get update # once a day
RUN apt-get install -y jq
