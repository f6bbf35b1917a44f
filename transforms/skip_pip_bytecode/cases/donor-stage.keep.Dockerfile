FROM python:3.12 AS build
RUN pip install --prefix=/out flask
FROM python:3.12
COPY --from=build /out /usr/local
