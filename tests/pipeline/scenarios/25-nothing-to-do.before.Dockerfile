# syntax=docker/dockerfile:1
FROM python:3.12-slim-bookworm AS build
ENV PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip /opt/venv/bin/pip install -r requirements.txt

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 999 clerk
COPY --from=build /opt/venv /opt/venv
COPY shop /srv/shop
WORKDIR /srv
USER clerk
ENV PATH=/opt/venv/bin:$PATH
HEALTHCHECK CMD ["python", "-m", "shop.health"]
CMD ["python", "-m", "shop"]
