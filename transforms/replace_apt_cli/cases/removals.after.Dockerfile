FROM debian:bookworm-slim
RUN apt-get purge -y gcc && apt-get remove -y make && apt-get autoremove -y --purge
