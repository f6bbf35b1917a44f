FROM python:3.12
RUN /env/bin/pip install --no-cache-dir a
RUN /app/.venv/bin/pip3 install --no-cache-dir a
RUN venv/bin/pip install --no-cache-dir a
RUN /opt/venv/bin/python -m pip install --no-cache-dir a
RUN /app/.venv/bin/python3.12 -m pip install --no-cache-dir a
RUN python -mpip install --no-cache-dir a
