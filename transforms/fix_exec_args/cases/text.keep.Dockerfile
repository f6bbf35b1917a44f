FROM python:3.12
CMD ["gunicorn", "- note", "-- note", "m:a", "a -w 4"]
