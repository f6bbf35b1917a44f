FROM debian:bookworm
USER root
RUN sudo echo "a\nb" > /x && sudo cd /x
