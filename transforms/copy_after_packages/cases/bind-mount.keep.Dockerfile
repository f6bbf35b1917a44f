FROM debian:bookworm-slim
WORKDIR /src
COPY . .
RUN --mount=type=bind,target=/x apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
