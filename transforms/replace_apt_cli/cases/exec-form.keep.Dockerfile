FROM debian:bookworm-slim
RUN ["apt", "install", "jq"]
