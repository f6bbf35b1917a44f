FROM debian:bookworm-slim
SHELL ["/bin/bash", "-lc"]
RUN apt-get update
RUN apt-get install -y jq
