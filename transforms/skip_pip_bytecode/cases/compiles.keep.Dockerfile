FROM python:3.12
RUN pip install flask
RUN python -m compileall /usr/local/lib/python3.12
