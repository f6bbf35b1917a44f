FROM debian:bookworm-slim
RUN apt install -y --frobnicate jq
RUN apt-get install --frobnicate jq
