FROM python:3.9
RUN pipenv install --system --deploy && rm -rf ~/.cache/pipenv
RUN PIPENV_VENV_IN_PROJECT=1 pipenv sync || exit 1 && rm -rf ~/.cache/pipenv
