FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl iputils-ping
CMD ping -c 1 example.com
