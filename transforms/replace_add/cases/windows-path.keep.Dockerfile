FROM debian:bookworm
ADD src\app.py /app/
