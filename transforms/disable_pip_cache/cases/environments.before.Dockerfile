FROM python:3.12
WORKDIR /app
RUN python -m venv /env && python3 -m venv --copies .venv
RUN virtualenv /opt/tools/
RUN /env/bin/pip install a
RUN .venv/bin/pip3 install a
RUN /opt/tools/bin/python -m pip install a
RUN python3 -m venv /srv/venv && /srv/venv/bin/python3.12 -m pip install a
RUN python -mpip install a
