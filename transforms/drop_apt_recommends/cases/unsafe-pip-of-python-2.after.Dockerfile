FROM ubuntu:16.04
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python-dev python-setuptools python-pip
RUN pip install -r requirements.txt
FROM debian:stretch
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python3-dev python3-setuptools python3-pip
RUN pip3 install -r requirements.txt
