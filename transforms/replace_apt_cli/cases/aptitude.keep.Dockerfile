FROM debian:bookworm-slim
RUN aptitude install jq
