FROM python:3.12-slim
RUN echo "pip install flask" && printf '%s\n' pip install flask
RUN bash -c "pip install flask"
RUN true # pip install flask
