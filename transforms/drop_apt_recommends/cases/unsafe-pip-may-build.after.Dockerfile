FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python3-dev python3-pip
RUN pip install --break-system-packages -r requirements.txt
