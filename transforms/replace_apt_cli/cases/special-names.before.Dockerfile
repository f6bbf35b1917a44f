FROM debian:bookworm-slim
RUN apt install -y g++ python3.11=3.11.* libc6:i386 curl/bookworm-backports vim- nano+
