FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y ghostscript && gs x.ps && apt-get purge -y --auto-remove ghostscript
