FROM python:3.12
RUN <<END
poetry install
END
