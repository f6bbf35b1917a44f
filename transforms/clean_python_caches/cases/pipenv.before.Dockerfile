FROM python:3.9
RUN pipenv install --system --deploy
RUN PIPENV_VENV_IN_PROJECT=1 pipenv sync || exit 1
