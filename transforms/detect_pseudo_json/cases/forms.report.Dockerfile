FROM python:3.12
RUN ['pip', 'install', 'x']
COPY ['a b', '/x/']
HEALTHCHECK CMD ['curl', '-f', 'localhost']
ENTRYPOINT [ "python", 'a.py' ]
CMD ["--port", "80",]
ONBUILD CMD [“a”, “b”]
