FROM python:3.12
RUN V="$(pip install flask 2>&1 | tail -n 1)" && echo "$V"
RUN echo <(pip install flask)
