FROM python:3.12
CMD ["gunicorn", "--name", "-w 4", "--unknown", "-b x", "m:a"]
