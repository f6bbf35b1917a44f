FROM debian:buster
RUN pip3 install --no-cache-dir flask
