FROM python:3.12
CMD [ "uvicorn", "a:b",  "--host 0.0.0.0", "--port  80", "--reload", "--workers 2" ]
