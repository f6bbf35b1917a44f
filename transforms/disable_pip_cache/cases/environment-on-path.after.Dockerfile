FROM python:3.12-slim
ENV VIRTUAL_ENV=/opt/venv
RUN python3 -m venv $VIRTUAL_ENV
ENV PATH="$VIRTUAL_ENV/bin:/usr/local/go/bin:/root/.local/bin:$PATH"
RUN pip install --no-cache-dir a
