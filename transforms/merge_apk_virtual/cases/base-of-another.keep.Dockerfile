FROM python:3.12-alpine AS tools
RUN apk add --no-cache gcc musl-dev
RUN pip install cffi
FROM tools
CMD ["python3"]
