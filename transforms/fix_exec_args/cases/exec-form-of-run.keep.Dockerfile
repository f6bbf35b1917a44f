FROM python:3.12
RUN ["gunicorn", "-w 4", "m:a"]
HEALTHCHECK CMD ["gunicorn", "-w 4", "m:a"]
ONBUILD CMD ["gunicorn", "-w 4", "m:a"]
