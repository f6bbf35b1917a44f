FROM debian:bookworm-slim
RUN apt -qq update && apt -qq install jq
