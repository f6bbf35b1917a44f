FROM debian:bookworm-slim
RUN apt-get purge gcc && apt-get remove make && apt-get autoremove --purge
