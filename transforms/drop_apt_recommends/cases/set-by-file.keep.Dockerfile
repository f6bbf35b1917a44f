FROM debian:bookworm-slim
RUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/01norecommend
RUN apt-get update && apt-get install -y jq
