FROM debian:bookworm-slim
RUN apt-get -qq update && apt-get -qq install jq
