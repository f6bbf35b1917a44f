FROM python:3.12
RUN /app/.venv/bin/pip3 install a
RUN venv/bin/pip install a
RUN /opt/x/bin/pip install a
RUN /opt/venv/bin/python -m pip install a
RUN . /srv/env/bin/activate && pip install a
RUN /opt/old/bin/python -m venv /srv/oldenv && /srv/oldenv/bin/pip install a
RUN virtualenv -p python3.6 /srv/olderenv && /srv/olderenv/bin/pip install a
