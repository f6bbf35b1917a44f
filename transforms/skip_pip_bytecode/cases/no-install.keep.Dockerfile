FROM python:3.12
RUN pip list
RUN echo pip is not called here
