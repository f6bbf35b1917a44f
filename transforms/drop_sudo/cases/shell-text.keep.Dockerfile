FROM debian:bookworm
USER root
RUN sudo sh -c 'echo x > /x' && sudo -E bash -c 'x'
