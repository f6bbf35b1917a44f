FROM debian:bookworm
COPY app.py /app/
