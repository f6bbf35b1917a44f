FROM debian:bookworm-slim
RUN apt install -y jq & apt install -y curl && wait
