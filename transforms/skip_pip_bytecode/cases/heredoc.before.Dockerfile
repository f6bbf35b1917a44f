FROM python:3.12
RUN <<END
set -e
pip install flask
END
