FROM debian:bookworm-slim
RUN sudo apt-get update && sudo apt-get install -y curl vim
