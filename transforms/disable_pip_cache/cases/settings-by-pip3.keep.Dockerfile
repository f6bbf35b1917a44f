FROM python:3.12
RUN pip3 --quiet config set global.cache-dir /pc
RUN pip3 install x
RUN rm -r /pc
