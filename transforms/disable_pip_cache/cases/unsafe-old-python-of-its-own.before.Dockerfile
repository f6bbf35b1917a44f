FROM ubuntu:24.04
RUN python3.6 -m pip install a
RUN pip2 install a
