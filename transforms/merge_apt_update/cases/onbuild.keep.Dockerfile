FROM debian:bookworm-slim
ONBUILD RUN apt-get update
ONBUILD RUN apt-get install -y jq
