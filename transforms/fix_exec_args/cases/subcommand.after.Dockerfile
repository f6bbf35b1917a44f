FROM python:3.12
ENTRYPOINT ["flask", "run", "--host", "0.0.0.0"]
