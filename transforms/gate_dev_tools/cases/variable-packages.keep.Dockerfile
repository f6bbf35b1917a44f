FROM debian:bookworm-slim
ARG MORE=jq
RUN apt-get update && apt-get install -y vim $MORE
