FROM python:3.12
CMD ["gunicorn","-w","4","-k","gevent","-e","A=b","m:a"]
