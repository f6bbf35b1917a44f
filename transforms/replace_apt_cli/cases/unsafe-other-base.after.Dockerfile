FROM registry.example.com/base
RUN apt-get update && apt-get remove -y gcc
