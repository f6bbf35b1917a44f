FROM python:3.12 AS base
WORKDIR /t
COPY . .
FROM base AS lint
RUN pip install ruff && ruff check .
FROM base AS test
RUN pip install pytest && pytest -q
FROM base AS prod
RUN pip install .
CMD ["t"]
