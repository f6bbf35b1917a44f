FROM ubuntu:bionic
RUN pip3 install --no-cache-dir --upgrade pip
RUN pip3 install flask
