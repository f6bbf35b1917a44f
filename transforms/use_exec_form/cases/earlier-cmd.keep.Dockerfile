FROM python:3.12
CMD python a.py
CMD ["python", "b.py"]
