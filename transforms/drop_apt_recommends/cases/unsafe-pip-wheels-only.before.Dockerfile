FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y python3-pip
RUN ln -s /usr/bin/pip3 /usr/bin/pip && pip3 install --break-system-packages flask requests numpy pandas
