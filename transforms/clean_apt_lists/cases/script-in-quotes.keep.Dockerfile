FROM debian:bookworm-slim
RUN bash -c "apt-get update && apt-get install -y jq"
RUN echo "apt-get update && apt-get install -y jq" > /usr/local/bin/more
