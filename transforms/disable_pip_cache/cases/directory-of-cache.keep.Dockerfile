FROM python:3.12
WORKDIR /root/.cache
RUN pip install x
RUN rm -r pip
