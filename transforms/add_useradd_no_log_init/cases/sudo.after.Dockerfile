FROM ubuntu:jammy
RUN sudo useradd -l -u 10001 -c "An app" app
