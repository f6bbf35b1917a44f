FROM python:3.12-alpine
RUN apk add --no-cache make
RUN pip install cffi
COPY . /app
CMD ["make", "run"]
