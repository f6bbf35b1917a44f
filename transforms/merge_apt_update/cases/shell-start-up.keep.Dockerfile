FROM debian:bookworm-slim
ENV ENV=/root/.profile
RUN apt-get update
RUN apt-get install -y jq
