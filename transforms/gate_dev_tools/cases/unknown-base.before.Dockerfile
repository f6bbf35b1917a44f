FROM registry.example.com/base
RUN apt-get install -y curl net-tools
