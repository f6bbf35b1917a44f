FROM python:3.12-slim
COPY requirements.txt .
RUN pip wheel --no-cache-dir -r requirements.txt -w /wheels && pip install --no-cache-dir --no-index --find-links=/wheels -r requirements.txt
RUN python3 -m pip --disable-pip-version-check download --no-cache-dir flask -d /wheels
RUN sudo -H pip3.12 install --no-cache-dir flask
