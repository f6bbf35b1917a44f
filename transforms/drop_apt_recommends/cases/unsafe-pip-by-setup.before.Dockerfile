FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y python3-pip
RUN python3 setup.py install
