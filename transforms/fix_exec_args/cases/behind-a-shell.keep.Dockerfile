FROM python:3.12
ENTRYPOINT ["sh", "-c", "-w 4"]
CMD ["python", "-c print(1)", "-e script"]
