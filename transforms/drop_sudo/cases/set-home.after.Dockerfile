FROM debian:bookworm
USER 0
RUN pip install x
