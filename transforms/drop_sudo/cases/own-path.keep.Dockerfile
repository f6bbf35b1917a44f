FROM debian:bookworm
USER root
ENV PATH=/opt/x/bin:$PATH
RUN sudo x
