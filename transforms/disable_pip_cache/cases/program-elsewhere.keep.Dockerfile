FROM python:3.12
RUN /srv/tools/pip install a
RUN scripts/python -m pip install a
