FROM python:3.12
CMD ["flask", "seed", "-p 80"]
