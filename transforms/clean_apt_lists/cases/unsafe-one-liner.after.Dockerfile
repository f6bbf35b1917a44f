FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*
RUN python3 -c 'import subprocess; subprocess.run(["./setup"])'
