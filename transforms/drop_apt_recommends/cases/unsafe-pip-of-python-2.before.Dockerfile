FROM ubuntu:16.04
RUN apt-get update && apt-get install -y python-pip
RUN pip install -r requirements.txt
FROM debian:stretch
RUN apt-get update && apt-get install -y python3-pip
RUN pip3 install -r requirements.txt
