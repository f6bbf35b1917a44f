FROM debian:bookworm-slim
RUN apt update && apt build-dep ffmpeg
