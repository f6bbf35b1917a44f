FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl strace
RUN apt-get install -y -qq less jq gdb
RUN rm -rf /var/lib/apt/lists/*
