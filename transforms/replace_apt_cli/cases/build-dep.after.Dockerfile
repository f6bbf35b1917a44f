FROM debian:bookworm-slim
RUN apt-get update && apt-get build-dep -y ffmpeg
