FROM debian:bookworm-slim
RUN apt-get install -y \
        wget \
        g++=4:12.2.0-3 \
        curl \
    && wget x
