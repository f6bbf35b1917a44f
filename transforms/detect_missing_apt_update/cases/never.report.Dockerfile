FROM debian:12-slim
ENV A=b
RUN sudo apt-get install -y curl
