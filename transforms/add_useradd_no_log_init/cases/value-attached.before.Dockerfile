FROM python:3.9-slim-buster
RUN useradd -mu65532 --shell=/bin/bash app
