FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev python3-pip
RUN pip install --no-cache-dir uwsgi
CMD ["python", "app.py"]
