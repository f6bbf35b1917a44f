FROM debian:bookworm-slim
RUN apt-get install -y \
        curl \
        g++=4:12.2.0-3 \
        wget \
    && wget x
