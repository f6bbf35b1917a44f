FROM debian:bookworm
RUN install -m 0755 -d /etc/apt/keyrings \
    && apt-get update && apt-get install -y --no-install-recommends ca-certificates curl gnupg \
    && curl -fsSL https://pkg.example.org/key.asc | gpg --dearmor -o /etc/apt/keyrings/example.gpg \
    && echo "deb [arch=$(dpkg --print-architecture) signed-by=/etc/apt/keyrings/example.gpg] https://pkg.example.org/debian bookworm main" \
        > /etc/apt/sources.list.d/example.list \
    && apt-get update && apt-get install -y example-server=3.1.* \
    && rm -rf /var/lib/apt/lists/*
