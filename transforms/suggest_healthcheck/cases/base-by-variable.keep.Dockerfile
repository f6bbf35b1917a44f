ARG BASE=python:3.13
FROM $BASE
EXPOSE 8000
CMD ["python", "a.py"]
