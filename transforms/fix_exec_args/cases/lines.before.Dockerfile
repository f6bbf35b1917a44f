FROM python:3.12
CMD ["/opt/venv/bin/gunicorn", \
     # as many as cores
     "-w 4", \
     "m:a"]
