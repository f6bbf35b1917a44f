FROM debian:bookworm-slim
ARG APT_OPTIONS
RUN apt-get update && apt-get $APT_OPTIONS install -y jq
