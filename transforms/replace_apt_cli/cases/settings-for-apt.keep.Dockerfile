FROM debian:bookworm-slim
RUN echo 'Binary::apt::APT::Get::Show-Versions "true";' > /etc/apt/apt.conf.d/x && apt install -y jq
