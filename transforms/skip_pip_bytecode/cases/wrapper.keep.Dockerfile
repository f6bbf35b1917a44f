FROM python:3.12
RUN xargs pip install < packages.txt
