FROM python:3.12
WORKDIR /app
RUN python -m venv /env && python3 -m venv --copies .venv
RUN virtualenv /opt/tools/
RUN /env/bin/pip install --no-cache-dir a
RUN .venv/bin/pip3 install --no-cache-dir a
RUN /opt/tools/bin/python -m pip install --no-cache-dir a
RUN python3 -m venv /srv/venv && /srv/venv/bin/python3.12 -m pip install --no-cache-dir a
RUN python -mpip install --no-cache-dir a
