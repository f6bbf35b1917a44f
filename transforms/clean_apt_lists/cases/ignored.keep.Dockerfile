FROM debian:bookworm-slim
RUN apt-get update \
    # dfopt: ignore[clean-apt-lists] the tests install packages
    && apt-get install -y jq
