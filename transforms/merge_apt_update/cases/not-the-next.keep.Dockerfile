FROM debian:bookworm-slim
RUN apt-get update
RUN useradd --create-home app
RUN apt-get install -y jq
