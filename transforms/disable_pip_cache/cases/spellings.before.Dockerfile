FROM python:3.12-slim
RUN pip3 install -r requirements.txt
RUN pip3.12 install --user flask
RUN python -m pip install -U pip && python3 -m pip install flask
RUN python3.12 -m pip --disable-pip-version-check install flask
