FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
RUN --mount=type=tmpfs,target=/var/lib/apt/lists apt-get update && apt-get install -y git
RUN apt-get install -y jq
