FROM python:3.12-slim
RUN pip3 install --no-cache-dir -r requirements.txt
RUN pip3.12 install --no-cache-dir --user flask
RUN python -m pip install --no-cache-dir -U pip && python3 -m pip install --no-cache-dir flask
RUN python3.12 -m pip --disable-pip-version-check install --no-cache-dir flask
