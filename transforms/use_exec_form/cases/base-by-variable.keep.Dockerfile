ARG BASE
FROM $BASE
CMD python a.py

FROM python:3.12 AS a

FROM $BASE
ENTRYPOINT python a.py
