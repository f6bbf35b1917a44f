FROM python:3.12
CMD ["gunicorn", "--reload now", "--port 80", "m:a"]
