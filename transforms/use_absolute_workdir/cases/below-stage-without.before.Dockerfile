FROM python:3.12-slim AS base
RUN pip --version

FROM base
USER nobody
WORKDIR app
CMD ["python", "a.py"]
