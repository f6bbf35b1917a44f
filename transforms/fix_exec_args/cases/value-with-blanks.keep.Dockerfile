FROM python:3.12
CMD ["gunicorn", "-w 4 -k gevent", "-w ", "-w 4 ", "-w\t4", "--access-logformat %(h)s %(l)s", "m:a"]
