FROM python:3.7
RUN python -m venv /srv/env
RUN /srv/env/bin/python -m pip install a
