FROM python:3.12-slim
RUN python -m pip --version                                && \
    pip install flask                                      && \
    pip install requests==2.32.3 urllib3==2.2.3 idna==3.10 && \
    python --version
