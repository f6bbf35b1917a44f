FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
RUN find /pkgs -name "*.list" -exec sh -c 'apt-get install -y $(cat {})' \;
