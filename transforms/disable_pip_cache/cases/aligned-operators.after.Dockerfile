FROM python:3.12-slim
RUN python -m pip --version                                && \
    pip install --no-cache-dir flask                       && \
    pip install --no-cache-dir requests==2.32.3 urllib3==2.2.3 idna==3.10 && \
    python --version
