FROM debian:bookworm-slim
RUN aptitude install -y curl vim
