FROM ubuntu:jammy
RUN sudo useradd -u 10001 -c "An app" app
