FROM debian:bookworm
RUN apt-get update && apt-get install -y -d --no-install-recommends xxd
RUN apt-get update && [ -n "$DEV" ] && apt-get install -y --no-install-recommends xxd; true
RUN apt-get update && apt-get install -y --no-install-recommends vim
