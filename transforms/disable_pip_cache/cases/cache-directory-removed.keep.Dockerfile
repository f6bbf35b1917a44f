FROM ubuntu:22.04
RUN pip3 install flask
RUN rm -r $(pip3 cache dir)
