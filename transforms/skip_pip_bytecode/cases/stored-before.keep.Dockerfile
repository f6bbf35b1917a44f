FROM python:3.12
RUN sudo pip install flask
RUN pip install gunicorn
