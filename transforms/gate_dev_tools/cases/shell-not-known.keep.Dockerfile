FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl vim
SHELL ["python3", "-c"]
RUN print(1)
