FROM python:3.12 AS base
ENTRYPOINT python $APP

FROM base
CMD python a.py
