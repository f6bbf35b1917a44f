FROM python:3.12
CMD ['python', 'a.py']

FROM python:3.12
CMD [python, a.py]
