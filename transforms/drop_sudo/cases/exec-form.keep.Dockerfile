FROM debian:bookworm
USER root
RUN ["sudo", "rm", "/x"]
