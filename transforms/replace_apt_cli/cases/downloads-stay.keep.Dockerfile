FROM registry.example.com/base
RUN apt update && apt install -y jq
RUN apt install -y jq; apt clean; true
