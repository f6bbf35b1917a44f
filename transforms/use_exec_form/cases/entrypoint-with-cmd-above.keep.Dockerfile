FROM python:3.12 AS base
CMD ["--help"]

FROM base
ENTRYPOINT python a.py
