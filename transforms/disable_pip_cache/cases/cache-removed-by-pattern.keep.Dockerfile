FROM python:3.12
WORKDIR /root
RUN pip install x
RUN rm -r .c*
