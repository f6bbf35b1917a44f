FROM python:3.13-slim
EXPOSE 8000/udp
CMD ["python", "a.py"]
