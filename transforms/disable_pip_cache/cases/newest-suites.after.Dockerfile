FROM ubuntu:latest
RUN pip3 install --no-cache-dir a

FROM debian:sid
RUN pip3 install --no-cache-dir a

FROM fedora:44
RUN pip3 install --no-cache-dir a
