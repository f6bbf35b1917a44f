FROM debian:bookworm-slim
RUN xargs -a arguments.txt apt-get install
