FROM python:3.12-slim
RUN apt-get update && apt-get install -y sudo && rm -rf /var/lib/apt/lists/* || true
RUN sudo -H pip install flask
