FROM python:3.12-slim
RUN pipx install httpie && pipenv install --system && uv pip install flask && poetry install
RUN pip uninstall -y flask && pip list && pip freeze
RUN py -m pip install flask
