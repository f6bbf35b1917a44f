FROM debian:bookworm-slim
RUN apt-get install -y \
    wget \
    # To talk to it.
    curl \
    && x
