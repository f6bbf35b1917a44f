FROM debian:bookworm-slim
ARG DEBUG
RUN apt-get update
RUN if [ -n "$DEBUG" ]; then apt-get install -y gdb; fi
