FROM python:3.12-slim
ARG BUILD_DATE
RUN ["python", "setup.py", "install"]
LABEL created=$BUILD_DATE
