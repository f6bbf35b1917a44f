FROM python:3.12
RUN sudo -u app poetry install
