FROM debian:bookworm
USER root
RUN sudo \
    # a note
    rm -f /x
