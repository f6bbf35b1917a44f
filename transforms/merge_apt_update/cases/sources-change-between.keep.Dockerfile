FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl
RUN curl -fsSLo /etc/apt/sources.list.d/vendor.list https://example.org/vendor.list
RUN apt-get install -y jq
