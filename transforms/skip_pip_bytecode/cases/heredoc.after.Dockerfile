FROM python:3.12
RUN <<END
set -e
PYTHONDONTWRITEBYTECODE=1 pip install flask
END
