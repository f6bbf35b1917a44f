FROM python:3.12
CMD ["gunicorn", "\u002dw 4", "m:a"]
