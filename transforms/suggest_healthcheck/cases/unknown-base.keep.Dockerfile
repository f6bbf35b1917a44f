FROM example.org/lambda/python:3.13
EXPOSE 8080
CMD ["app.handler"]
