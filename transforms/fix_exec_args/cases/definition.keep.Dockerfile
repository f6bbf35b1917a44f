FROM python:3.12
CMD ["gunicorn", "-Dkey=a b", "--bind=0.0.0.0:80 x", "m:a"]
