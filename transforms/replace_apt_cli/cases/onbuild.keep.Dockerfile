FROM debian:bookworm-slim
ONBUILD RUN apt update && apt install jq
