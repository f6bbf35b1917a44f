FROM python:3.12 AS base
CMD python a.py

FROM base
ENTRYPOINT ["/entrypoint.sh"]
