FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y python3-pip
RUN pip install --break-system-packages -r requirements.txt
