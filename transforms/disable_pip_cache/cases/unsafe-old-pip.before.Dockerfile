FROM debian:buster
RUN pip3 install flask
