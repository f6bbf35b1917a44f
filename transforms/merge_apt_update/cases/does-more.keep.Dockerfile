FROM debian:bookworm-slim
RUN apt-get update && echo done > /stamp
RUN apt-get install -y jq
