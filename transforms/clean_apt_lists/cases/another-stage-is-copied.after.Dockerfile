FROM debian:bookworm-slim AS files
RUN mkdir /files

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*
COPY --from=files / /all
