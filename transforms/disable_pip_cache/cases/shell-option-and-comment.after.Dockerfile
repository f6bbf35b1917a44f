FROM python:3.12-slim
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN pip install --no-cache-dir flask | tee /tmp/log # keep the log
