FROM python:3.12
COPY pip.conf /etc/pip.conf
COPY wheels /wheels
RUN pip install --no-cache-dir flask
