FROM python:3.12-slim
COPY requirements.txt .
RUN pip wheel -r requirements.txt -w /wheels && pip install --no-index --find-links=/wheels -r requirements.txt
RUN python3 -m pip --disable-pip-version-check download flask -d /wheels
RUN sudo -H pip3.12 install flask
