FROM python:3.12
RUN /app/.venv/bin/pip3 install --no-cache-dir a
RUN venv/bin/pip install --no-cache-dir a
RUN /opt/x/bin/pip install --no-cache-dir a
RUN /opt/venv/bin/python -m pip install --no-cache-dir a
RUN . /srv/env/bin/activate && pip install --no-cache-dir a
RUN /opt/old/bin/python -m venv /srv/oldenv && /srv/oldenv/bin/pip install --no-cache-dir a
RUN virtualenv -p python3.6 /srv/olderenv && /srv/olderenv/bin/pip install --no-cache-dir a
