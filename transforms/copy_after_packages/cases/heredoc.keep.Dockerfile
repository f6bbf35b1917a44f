FROM debian:bookworm-slim
WORKDIR /src
COPY <<EOF /src/x
hello
EOF
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
