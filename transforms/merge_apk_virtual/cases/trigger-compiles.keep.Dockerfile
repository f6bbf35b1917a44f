FROM python:3.12-alpine
RUN apk add --no-cache gcc musl-dev
RUN pip install cffi
ONBUILD RUN pip install -r requirements.txt
