FROM debian:bookworm-slim
RUN apt-get update
USER app
RUN sudo apt-get install -y jq
