FROM debian:bookworm
USER 0
RUN /usr/bin/sudo -EH pip install x
