FROM debian:bookworm-slim
RUN apt-get -qq update && apt-get -qq install jq && apt-get -q -q remove jq && apt-get -q=2 install jq
