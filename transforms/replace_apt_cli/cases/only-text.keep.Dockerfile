FROM debian:bookworm-slim
RUN echo "apt install jq" && which apt && command -v apt && echo apt-get install vim > /readme
