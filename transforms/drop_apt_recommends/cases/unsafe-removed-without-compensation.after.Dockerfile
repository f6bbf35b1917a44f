FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ghostscript && gs x.ps && apt-get purge -y --auto-remove ghostscript
