FROM python:3.12 AS base
ENTRYPOINT python a.py

FROM base AS middle

FROM middle
CMD ["--help"]
