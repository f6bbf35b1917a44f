FROM debian:bookworm-slim
RUN echo "apt-get install -y jq"
RUN bash -c "apt-get update && apt-get install -y jq"
