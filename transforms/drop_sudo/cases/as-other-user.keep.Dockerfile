FROM debian:bookworm
USER root
RUN sudo -u postgres createdb x && sudo -i rm /x && sudo -s rm /x && sudo -- rm /x
