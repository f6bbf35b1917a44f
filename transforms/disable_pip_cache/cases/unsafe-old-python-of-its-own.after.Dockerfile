FROM ubuntu:24.04
RUN python3.6 -m pip install --no-cache-dir a
RUN pip2 install --no-cache-dir a
