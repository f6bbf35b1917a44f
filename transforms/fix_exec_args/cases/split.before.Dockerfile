FROM python:3.12
CMD ["gunicorn","-w 4","m:a"]
