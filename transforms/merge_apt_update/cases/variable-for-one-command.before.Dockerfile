FROM debian:bookworm-slim
RUN apt-get update
RUN DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata
