FROM python:3.12
ONBUILD CMD python a.py
