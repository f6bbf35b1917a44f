FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
RUN poetry install && poetry run setup
