FROM python:3.12
RUN /env/bin/pip install a
RUN /app/.venv/bin/pip3 install a
RUN venv/bin/pip install a
RUN /opt/venv/bin/python -m pip install a
RUN /app/.venv/bin/python3.12 -m pip install a
RUN python -mpip install a
