FROM ubuntu:latest
RUN pip3 install a

FROM debian:sid
RUN pip3 install a

FROM fedora:44
RUN pip3 install a
