FROM registry.example.com/base
RUN apt update && apt remove -y gcc
