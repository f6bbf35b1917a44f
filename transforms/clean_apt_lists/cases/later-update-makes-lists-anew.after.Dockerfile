FROM nvidia/cuda:12.2.0-runtime-ubuntu22.04
RUN apt-get update && apt-get install -y python3-pip && apt-get clean && rm -rf /var/lib/apt/lists/*
RUN pip3 install torch
RUN apt-get update && apt-get install -y git
COPY . /app
RUN cd /app && ./build.sh
