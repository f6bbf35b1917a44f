FROM python:3.12
COPY pip.conf /etc/pip.conf
RUN pip install --no-cache-dir flask
COPY wheels /wheels
