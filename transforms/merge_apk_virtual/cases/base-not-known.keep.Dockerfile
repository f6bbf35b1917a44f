FROM example/python
RUN apk add --no-cache gcc musl-dev
RUN pip install cffi
