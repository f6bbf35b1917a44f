FROM debian:bookworm-slim
RUN apt update | tee /log
RUN apt install -y jq > /log
RUN { apt install -y jq; } 2> /errors
