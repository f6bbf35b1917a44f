FROM python:3.12
ENTRYPOINT python a.py
CMD ["--help"]

FROM python:3.12
CMD ["--help"]
ENTRYPOINT python a.py
