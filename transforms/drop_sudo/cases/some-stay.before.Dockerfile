FROM debian:bookworm
USER root
RUN sudo rm -f /a && sudo -u nobody rm -f /b && sudo A=1 rm -f /c
