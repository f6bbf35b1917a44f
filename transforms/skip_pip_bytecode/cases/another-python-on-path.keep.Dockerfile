FROM python:3.12
ENV PATH=/opt/tools/bin:$PATH
RUN pip install flask
