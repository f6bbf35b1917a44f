FROM debian:bookworm-slim
ARG DEBUG
RUN if [ -n "$DEBUG" ]; then apt-get install -y gdb; fi
