FROM example/python
RUN pip install flask
