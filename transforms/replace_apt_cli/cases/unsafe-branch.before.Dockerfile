FROM debian:bookworm-slim
ARG DEBUG
RUN if [ -n "$DEBUG" ]; then apt install gdb; fi
