FROM python:3.12-alpine
RUN apk add --no-cache gcc musl-dev
COPY tool.c /opt/
RUN gcc -o /usr/bin/tool /opt/tool.c
COPY app.py /app/
CMD ["python3", "/app/app.py"]
